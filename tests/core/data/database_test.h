// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class DatabaseTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_new_file_gets_the_newest_schema();
    void rows_survive_reopening();
    void a_stored_database_of_every_version_opens();
    void previews_of_an_older_project_are_told_by_their_folder();
    void a_study_of_an_older_project_names_the_demos_clip();
    void numbers_of_an_older_project_are_known_by_their_pictures_and_cards();
    void a_newer_schema_is_refused();
    void another_programs_database_is_refused();
    void a_file_that_is_no_database_is_refused();
    void damage_inside_the_file_is_found_by_the_check();
    void references_are_enforced();
    void a_caption_version_cannot_be_changed();
    void an_abandoned_transaction_leaves_nothing();
    void an_inner_transaction_can_be_taken_back_alone();
    void a_read_only_connection_refuses_to_write();
    void an_immutable_connection_reads_without_creating_files();
    void a_full_disk_keeps_what_was_there();
    void one_statement_may_run_inside_another_of_the_same_text();
    void wrong_sql_is_a_database_error();
};
