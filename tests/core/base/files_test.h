// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class FilesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_failing_writer_leaves_the_old_file();
    void a_missing_folder_is_not_writable();
    void a_full_disk_is_told_apart();
    void a_replaced_folder_holds_only_the_new_files();
    void a_failing_folder_writer_leaves_the_old_folder();
    void reading_respects_the_limit();
    void reading_a_folder_is_file_not_found();
    void digests_are_those_of_the_standard();
    void base64_follows_rfc_4648();
    void base64_round_trips_and_refuses_other_texts();
    void a_files_digest_is_that_of_its_bytes();
    void broken_json_names_its_origin();
    void broken_json_is_said_in_plain_words_data();
    void broken_json_is_said_in_plain_words();
    void what_json_lacks_is_said_in_plain_words();
    void json_keeps_the_order_of_keys();
    void json_lines_replace_bad_bytes();
    void times_are_written_as_utc();
    void given_resources_win();
    void available_memory_is_at_most_what_is_installed();
};
