// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class ComparePresenterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void runs_with_pictures_are_chosen_and_the_last_step_is_shown();
    void a_run_can_be_taken_out_and_stays_out();
    void prompts_can_be_searched();
    void flicker_swaps_with_the_run_visited_before();
    void moving_stops_at_the_edges();
    void settings_of_a_picture_are_listed();
    void full_pictures_are_read_once_in_the_background();
    void configurations_are_compared_option_by_option();
    void exports_are_written_by_the_ending_of_the_name();
    void computing_again_is_planned_with_the_seed_of_the_numbers_that_are_there();
    void numbers_of_other_pictures_than_the_run_has_say_so();
    void drawing_starts_one_job_a_run_with_a_model();
};

}  // namespace recap::gui
