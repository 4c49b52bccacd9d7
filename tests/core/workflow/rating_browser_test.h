// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rating_fixture.h"

#include <QObject>

#include <string>

class RatingBrowserTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void twenty_items_survive_a_killed_browser_and_merge_to_the_truth();
    void twenty_items_by_a_link_survive_a_killed_browser_and_tell_the_truth();
    void every_question_type_is_rated_by_its_keys_data();
    void every_question_type_is_rated_by_its_keys();
    void texts_of_others_do_not_run();
    void undo_opens_the_last_item_again_and_pause_hides_it();
    void both_pictures_show_the_same_part();

private:
    // The address of the rater's page.
    std::string page(recap::StudyId study, const std::string& rater = "anna");
    std::unique_ptr<recap::testing::RatingFixture> fixture_;
};
