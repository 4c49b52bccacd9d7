// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class RandomTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_stream_is_xoshiro_seeded_by_splitmix();
    void a_saved_state_continues_the_stream();
    void uniform_numbers_fill_the_interval_evenly();
    void below_is_without_bias();
    void normal_numbers_have_the_moments_of_the_normal();
    void shuffling_is_a_permutation_that_the_seed_decides();
    void children_of_a_seed_are_unrelated();
};
