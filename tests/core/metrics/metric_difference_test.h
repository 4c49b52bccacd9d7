// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// Differences of two models, against closed forms and against studies whose truth is known because they are simulated.
class MetricDifferenceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void students_t_has_its_published_points();
    void p_counts_one_more_draw_than_there_were();
    void a_jackknife_of_a_mean_is_the_t_test_of_its_groups();
    void interval_and_p_decide_alike_by_every_rule_data();
    void interval_and_p_decide_alike_by_every_rule();
    void the_difference_of_a_model_with_itself_is_zero_and_p_is_one();
    void rounding_alone_is_no_difference();
    void a_side_without_a_value_gives_the_reason();
    void other_prompts_or_draws_are_refused();
    void few_prompts_carry_a_warning();
    void equal_models_are_separated_in_about_five_of_a_hundred_studies_data();
    void equal_models_are_separated_in_about_five_of_a_hundred_studies();
    void intervals_cover_the_true_difference_in_about_95_of_100_studies_data();
    void intervals_cover_the_true_difference_in_about_95_of_100_studies();
    void pairing_finds_what_intervals_of_each_model_hide();
    void the_prompts_that_are_needed_give_the_power_that_was_asked_for();
    void needed_prompts_follow_the_rule_of_the_standard_error();
};
