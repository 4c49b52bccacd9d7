// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ProjectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_new_project_can_be_opened_again();
    void opening_twice_in_one_program_gives_one_project();
    void a_place_that_is_taken_is_refused();
    void a_missing_project_is_file_not_found();
    void a_damaged_project_is_told_in_a_sentence();
    void a_write_protected_folder_is_told_in_a_sentence();
    void a_write_protected_project_is_shown_read_only();
    void a_second_program_may_only_read();
    void killing_the_first_program_interrupts_its_runs();
    void every_thread_has_its_own_connection();
    void a_thread_that_ends_closes_its_connection();
    void a_moved_project_finds_its_own_pictures();
    void paths_of_records_are_relative_inside_the_project();
};
