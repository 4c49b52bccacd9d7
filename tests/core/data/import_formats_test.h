// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ImportFormatsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void golden_shard_is_read_in_place();
    void a_truncated_shard_gives_what_is_whole();
    void names_that_leave_a_shard_are_refused();
    void a_file_that_is_no_shard_is_bad_format();
    void shards_are_found_by_folder_pattern_and_table();
    void gaps_between_shards_are_noted();
    void golden_metadata_csv_says_the_same_as_its_jsonl();
    void quoted_cells_come_back_byte_for_byte();
    void a_wide_table_gives_captions_and_attributes();
    void columns_can_be_named();
    void a_long_table_gives_one_caption_a_row();
    void a_table_of_web_addresses_gives_rows_without_files();
    void broken_rows_of_a_table_are_listed();
    void golden_parquet_files_are_read_data();
    void golden_parquet_files_are_read();
    void a_parquet_file_comes_back_with_its_types();
    void a_broken_parquet_file_is_bad_format();
    void the_table_beside_a_shard_is_joined_by_key();
};
