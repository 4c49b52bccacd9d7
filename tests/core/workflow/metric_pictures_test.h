// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// What is stored with a number: what it is known by, its pictures, and why it has no value.
class MetricPicturesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_number_leads_to_its_pictures_the_worst_first();
    void a_distance_says_that_no_single_picture_has_a_value();
    void boxes_and_scores_of_a_picture_are_kept();
    void checkpoints_are_measured_by_their_step();
    void a_step_without_pictures_is_refused_with_the_steps_that_have_some();
    void numbers_of_two_prompt_sets_stand_side_by_side();
    void a_prompt_of_the_set_without_a_picture_takes_every_value_away();
    void prompts_that_ask_for_different_things_are_said();
    void an_id_that_stands_twice_in_the_prompt_set_is_refused_before_anything_is_judged();
    void missing_and_broken_pictures_take_the_value_away_and_nothing_else();
    void a_judge_that_says_nan_about_a_picture_loses_its_own_numbers_only();
    void a_broken_real_image_takes_the_distance_away_and_nothing_else();
    void pictures_of_several_sizes_are_judged_and_said();
};
