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
    void csv_has_one_row_a_number_and_quotes_what_needs_it();
    void latex_escapes_names_and_marks_the_best();
    void markdown_names_judges_and_counts();
    void model_passes_the_model_tester();
    void axis_ticks_cover_the_range_in_round_steps_data();
    void axis_ticks_cover_the_range_in_round_steps();
};

}  // namespace recap::gui
