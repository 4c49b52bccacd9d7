// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class PromptMetricsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_perfect_model_reaches_the_best_value_of_every_metric();
    void a_blank_model_fails_everywhere();
    void features_beside_each_other_are_those_of_the_judgements();
    void r_precision_fails_a_tie_with_a_distractor();
    void r_precision_draws_no_distractor_with_the_same_numbers();
    void values_do_not_depend_on_the_order_of_prompts();
    void paired_difference_separates_a_better_model();
    void images_of_one_prompt_are_resampled_together();
    void lists_of_different_length_are_refused();
    void images_of_prompts_that_say_nothing_count_for_the_distance_only();
    void a_distance_of_few_pictures_says_so_and_one_of_many_does_not();
    void too_few_pictures_are_said_of_every_metric_that_depends_on_them();
    void every_metric_of_the_table_has_a_card();
    void a_mean_over_pictures_is_the_mean_of_what_they_contribute();
    void every_metric_says_whether_single_pictures_contribute();
    void objects_of_pictures_are_rows_of_their_own();
    void few_objects_leave_no_score_or_a_warning();
    void a_counter_counts_rather_than_a_detector();
};
