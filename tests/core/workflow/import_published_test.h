// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ImportPublishedTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void recap_datacomp_files_with_different_columns_are_joined();
    void a_set_that_fits_no_image_says_what_to_do();
    void a_row_that_fits_several_images_is_joined_to_none();
    void capsfusion_is_joined_by_address();
    void pixelprose_is_joined_and_its_failed_rows_are_listed();
    void a_key_of_another_download_is_no_match();
    void share_gpt4v_answers_become_captions();
    void a_list_without_conversations_says_so();
    void blip_captions_are_joined_by_address();
    void a_rejected_recaption_leaves_the_alt_text_alone();
    void replaced_alt_texts_are_counted();
    void pixelvision_finds_its_pictures_in_the_shards();
    void datacomp_shards_tell_recaption_and_alt_text_apart();
    void the_index_of_webshart_adds_captions();
    void vlm_captioning_tools_tables_have_short_and_long();
    void captionflow_output_fields_become_sources_data();
    void captionflow_output_fields_become_sources();
    void joined_attributes_outlive_another_import_of_the_pictures();
    void a_caption_column_of_another_type_is_told_once();
    void numbers_that_are_none_are_left_out();
    void odd_captions_are_stored_whole();
    void a_damaged_list_is_read_up_to_the_damage();
};
