// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class RepeatedRunsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void two_parts_are_joined_by_their_squared_lengths();
    void runs_that_agree_leave_what_the_prompts_say();
    void one_run_or_missing_errors_are_refused();
    void intervals_cover_the_truth_in_93_to_97_of_100_studies_data();
    void intervals_cover_the_truth_in_93_to_97_of_100_studies();
};
