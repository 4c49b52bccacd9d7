// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ImportNamesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_text_belongs_to_its_picture_in_any_unicode_form();
    void a_text_may_carry_the_pictures_whole_name();
    void of_two_texts_the_txt_is_read_whatever_its_case();
    void rows_find_pictures_in_any_unicode_form();
    void windows_paths_are_followed_in_every_layout();
    void a_backslash_in_a_files_name_is_kept();
    void an_absolute_path_into_the_folder_is_no_way_out();
    void only_the_end_of_a_path_from_elsewhere_is_followed_and_said();
    void coco_ids_are_numbers_however_they_are_written();
    void json_lines_are_a_table();
    void one_picture_is_listed_with_its_texts();
};
