// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rating_fixture.h"
#include "workflow/report/page_template.h"

#include <QObject>

class RatingPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void a_page_shows_what_the_package_of_the_rater_shows_data();
    void a_page_shows_what_the_package_of_the_rater_shows();
    void a_page_holds_no_key_no_path_and_no_name();
    void pictures_of_different_systems_are_told_apart_by_their_pixels_only();
    void the_policy_allows_the_page_its_own_style_and_script_and_nothing_else();
    void texts_of_others_stay_texts();
    void a_page_speaks_the_language_it_is_given();
    void the_file_s_name_decides_unless_the_option_does();
    void a_rater_needs_a_name_of_some_length();

private:
    std::string page(const std::string& rater = "anna", const recap::PageWords& words = {});
    std::unique_ptr<recap::testing::RatingFixture> fixture_;
    recap::StudyId study_;
};
