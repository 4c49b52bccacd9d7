// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rating_fixture.h"

#include <QObject>

class RatingExchangeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void answers_of_a_package_are_merged_once();
    void what_is_counted_is_stored_and_the_damaged_answer_listed_data();
    void what_is_counted_is_stored_and_the_damaged_answer_listed();
    void an_answer_given_twice_in_a_file_is_taken_once();
    void every_file_is_counted_for_itself();
    void a_file_of_another_study_is_refused();
    void a_newer_or_damaged_file_is_refused_as_a_whole();
    void a_stored_answer_outlives_another_one_of_the_same_rater();
    void an_answer_changed_after_it_was_merged_is_told_from_a_merged_one();
    void answers_to_a_changed_plan_are_refused();
    void texts_of_ten_megabytes_are_refused_and_not_repeated();
    void names_with_markup_and_truncated_files_do_no_harm();

private:
    // Answers of a rater to every item, as a package's file.
    recap::Json answersOf(const std::string& rater);
    std::filesystem::path written(const std::string& name, const recap::Json& json);

    std::unique_ptr<recap::testing::RatingFixture> fixture_;
    recap::StudyId study_;
};
