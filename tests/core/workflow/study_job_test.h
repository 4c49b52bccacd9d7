// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class StudyJobTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_stopped_study_has_no_failed_stage_and_goes_on_to_its_end();
    void a_stage_that_fails_is_the_only_one_that_says_so();
    void a_study_of_another_version_or_size_is_refused();
    void captions_are_counted_against_the_truth_of_their_images();
};
