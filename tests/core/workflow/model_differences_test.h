// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// Who is called better, and by what: rules, table, exports, and studies whose truth is known.
class ModelDifferencesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_difference_counts_when_the_adjusted_p_and_the_interval_say_so();
    void a_better_model_is_one_in_the_direction_of_the_metric();
    void the_best_is_decided_by_paired_differences_where_intervals_overlap();
    void intervals_that_are_apart_mark_nobody_where_the_paired_difference_does_not();
    void models_without_a_paired_difference_are_compared_by_intervals_and_the_table_says_so();
    void a_difference_of_older_numbers_decides_nothing();
    void numbers_without_a_value_belong_to_their_difference_also_when_it_was_stored();
    void the_second_best_is_better_than_all_but_the_best();
    void needed_prompts_are_said_of_what_is_not_separated();
    void a_kept_difference_comes_back_and_one_without_p_goes_by_its_interval();
    void csv_has_a_row_for_each_difference();
    void latex_prints_p_and_marks_what_is_separated();
    void markdown_and_json_say_family_and_needed_prompts();
    void holm_keeps_the_error_of_a_whole_family_at_five_percent_data();
    void holm_keeps_the_error_of_a_whole_family_at_five_percent();
};
