// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ImportReadersTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_folder_is_walked_once_although_links_loop();
    void broken_links_and_unreadable_folders_are_listed();
    void a_missing_root_is_file_not_found();
    void hidden_files_and_caches_are_passed_over();
    void golden_sidecars_are_read();
    void golden_image_folder_is_read();
    void a_sidecar_is_one_caption_whatever_its_lines();
    void stamp_translations_become_sources();
    void almost_a_stamp_is_an_ordinary_text();
    void a_caption_file_is_used_when_there_is_no_txt();
    void broken_encodings_are_repaired_and_listed();
    void unpaired_files_are_listed();
    void columns_become_sources_and_attributes();
    void broken_rows_are_told_by_line();
    void rows_cannot_leave_the_folder();
    void a_metadata_file_in_a_subfolder_names_its_own_pictures();
    void pictures_that_no_row_names_are_listed();
};
