// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rating_fixture.h"

#include <QObject>

// Studies in which each picture gets a level.
class RatingLevelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void every_rater_sees_each_picture_once_in_an_order_of_their_own();
    void no_rater_sees_more_items_than_the_plan_says();
    void both_systems_pictures_are_alike_but_for_their_pixels();
    void means_and_shares_are_those_counted_by_hand_data();
    void means_and_shares_are_those_counted_by_hand();
    void answers_that_say_nothing_are_left_out();
    void the_mean_has_wilsons_interval_over_prompts();
    void a_package_is_rated_merged_and_counted();
    void answers_of_another_type_are_refused();
    void the_table_of_answers_has_levels();
    void a_plan_of_an_unknown_type_is_refused();

private:
    using Level = std::function<std::string(bool first, int prompt)>;
    void rateAll(recap::StudyId study, const std::string& rater, const Level& level);

    std::unique_ptr<recap::testing::RatingFixture> fixture_;
    recap::StudyId study_;
};
