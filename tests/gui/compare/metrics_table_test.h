// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class MetricsTableTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void columns_stand_in_the_order_of_the_paper();
    void the_best_is_marked_only_when_its_interval_is_apart();
    void lower_is_better_where_the_metric_says_so();
    void real_images_are_never_the_best();
    void numbers_of_another_card_get_a_column_of_their_own();
    void facts_of_one_model_do_not_split_a_column();
    void real_images_join_the_column_although_nothing_sampled_them();
    void another_number_of_pictures_does_not_split_a_column_and_is_said();
    void numbers_of_other_guidance_stand_apart_with_their_settings();
    void the_demos_own_measures_say_so_in_every_table();
    void a_number_that_is_not_defined_is_listed_with_its_reason();
    void the_table_is_written_as_json();
    void numbers_that_were_replaced_are_told_on_the_card();
    void numbers_of_several_steps_of_a_model_stand_in_rows_of_their_own();
    void numbers_of_several_prompt_sets_or_weights_stand_in_columns_of_their_own();
    void an_older_value_of_another_prompt_set_is_told_where_that_has_no_number();
    void csv_has_one_row_a_number_and_quotes_what_needs_it();
    void latex_escapes_names_and_marks_the_best();
    void markdown_names_judges_and_counts();
    void model_passes_the_model_tester();
    void axis_ticks_cover_the_range_in_round_steps_data();
    void axis_ticks_cover_the_range_in_round_steps();
};

}  // namespace recap::gui
