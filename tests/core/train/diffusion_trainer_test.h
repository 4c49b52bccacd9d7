// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestDiffusionTrainer : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void loss_on_one_repeated_batch_falls();
    void a_frozen_part_never_changes();
    void a_run_continued_from_a_checkpoint_is_bit_equal();
    void a_truncated_checkpoint_is_refused();
    void a_checkpoint_of_other_options_is_refused_by_name();
    void a_folder_that_is_no_checkpoint_is_refused();
    void arms_with_one_seed_see_the_same_noise();
};
