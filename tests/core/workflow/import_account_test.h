// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ImportAccountTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_file_of_a_folder_is_taken_or_listed_data();
    void every_file_of_a_folder_is_taken_or_listed();
    void every_member_of_a_shard_is_taken_or_listed();
    void a_folder_of_shards_and_a_damaged_one_add_up();
    void many_files_with_one_reason_are_one_entry();
    void captions_in_a_file_of_another_name_are_pointed_at_and_read_when_it_is_named();
    void a_named_file_is_read_as_itself_or_refused();
    void a_named_metadata_file_is_the_only_one_read();
    void a_missing_picture_is_said_to_be_missing();
    void an_exported_shard_gains_no_source();
    void embedded_pictures_of_a_folder_arrive_in_the_project();
};
