// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class MainWindowTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void without_a_project_the_start_page_is_shown_and_workspaces_are_disabled();
    void opening_a_project_shows_the_first_workspace_and_remembers_the_project();
    void control_and_digit_choose_the_workspace();
    void the_study_is_there_without_a_project_and_is_not_where_one_comes_back();
    void a_folder_that_is_no_project_gives_a_banner_with_details();
    void the_command_palette_finds_and_triggers_an_action_by_keyboard();
    void the_palette_lists_every_action_of_window_and_workspaces_with_its_key();
    void escape_closes_the_palette_and_gives_the_keyboard_back();
    void the_shortcut_sheet_shows_the_keys();
    void toggling_the_theme_restyles_and_is_remembered();
    void a_running_job_has_a_row_with_working_buttons();
    void a_failed_job_raises_a_banner();
    void closing_with_a_running_job_asks_and_can_stay();
    void closing_with_a_running_job_can_stop_it_and_then_closes();
    void a_run_goes_on_without_the_window_once_it_has_saved();
    void what_waits_in_its_project_does_not_keep_the_window_open();
    void a_project_that_another_program_lets_go_is_opened_for_writing();
    void new_project_from_a_folder_imports_its_pictures();
    void new_project_from_a_table_takes_the_chosen_columns();
    void a_new_project_is_suggested_beside_its_data();
    void quitting_in_a_session_does_not_start_full_screen_next_time();
    void a_session_has_no_title_and_no_key_that_leads_elsewhere();
};

}  // namespace recap::gui
