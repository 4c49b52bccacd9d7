// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rating_fixture.h"

#include <QObject>

class RatingBlindingTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void a_package_holds_no_key_no_path_and_no_name();
    void pictures_of_different_systems_are_told_apart_by_their_pixels_only();
    void sides_do_not_follow_from_what_a_rater_knows();
    void a_question_that_names_a_system_is_refused();
    void a_picture_replaced_after_the_plan_is_noticed();
    void messages_to_a_rater_name_no_file();
    void a_study_of_version_1_goes_on_as_it_began();
    void opening_the_results_is_recorded_with_the_study();
    void raw_answers_have_systems_only_after_the_results_were_opened();

private:
    std::unique_ptr<recap::testing::RatingFixture> fixture_;
    recap::StudyId study_;
};
