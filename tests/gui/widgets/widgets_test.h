// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class WidgetsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void smoothing_of_a_constant_is_the_constant_from_its_first_point();
    void smoothing_follows_the_debiased_moving_average();
    void a_million_points_are_drawn_by_the_extremes_of_each_column();
    void a_curve_that_was_cut_and_grew_again_keeps_its_extremes();
    void a_chart_zooms_by_key_and_shows_everything_again();
    void a_chart_gives_back_every_point_as_csv();
    void zooming_keeps_the_point_under_the_cursor();
    void one_to_one_shows_one_pixel_per_pixel_and_fit_the_whole_picture();
    void linked_views_show_the_same_part_until_they_are_unlinked();
    void a_form_reads_back_what_it_was_given();
    void a_form_marks_every_wrong_field_at_once_and_keeps_good_values();
    void a_form_runs_the_check_of_the_whole_and_shows_problems_at_their_fields();
    void a_problem_unfolds_the_advanced_options();
    void a_wheel_over_a_form_changes_no_value();
    void a_path_is_chosen_with_the_button_beside_it();
    void a_list_of_choices_is_ticked();
    void options_and_their_groups_have_names_for_people();
    void a_change_of_the_desktop_leaves_a_chosen_theme_alone();
    void errors_have_a_sentence_for_every_code();
    void an_error_is_said_in_the_language_of_the_window();
};

}  // namespace recap::gui
