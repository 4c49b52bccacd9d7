// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class AuditSampleTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void exact_intervals_cover_every_collection();
    void exact_intervals_invert_the_two_tests();
    void a_whole_collection_leaves_no_doubt_and_a_huge_one_is_clopper_and_pearsons();
    void the_planned_size_is_the_smallest_that_is_narrow_enough();
    void a_score_narrows_the_interval_and_never_biases_it();
    void wrong_numbers_are_refused();
};
