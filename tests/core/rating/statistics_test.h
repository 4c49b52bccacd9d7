// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class StatisticsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void golden_wilson_intervals();
    void golden_agreement();
    void golden_mcnemar_and_sign_tests();
    void golden_wilcoxon_tests();
    void golden_p_value_corrections();
    void golden_correlations();
    void a_metric_agrees_with_people_pair_by_pair();
    void golden_bradley_terry();
    void wilson_interval_of_nothing_says_nothing();
    void alpha_is_one_when_all_agree_and_about_zero_for_coin_tosses();
    void alpha_without_pairs_is_undefined();
    void fleiss_kappa_refuses_missing_ratings();
    void exact_wilcoxon_of_all_positive_differences_is_two_over_two_to_the_n();
    void bradley_terry_of_an_unbeaten_system_does_not_converge();
    void twenty_raters_who_agree_count_as_one_for_each_prompt();
    void one_answer_to_each_prompt_gives_wilsons_interval();
    void unanimous_prompts_leave_room_for_others();
    void intervals_over_prompts_cover_what_intervals_over_answers_miss_data();
    void intervals_over_prompts_cover_what_intervals_over_answers_miss();
    void student_points_and_tails_are_inverse();
    void gains_have_the_value_of_their_definition();
    void agreement_over_prompts_is_that_of_all_items();
    void careless_raters_are_told_by_repeats_speed_and_one_answer();
    void strengths_without_a_maximum_are_not_converged();
};
