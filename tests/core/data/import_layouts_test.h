// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

// COCO captions and image folders: whose pictures and captions rows are.
class ImportLayoutsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void golden_coco_keeps_five_captions_an_image();
    void coco_pictures_without_a_caption_are_taken_with_a_remark();
    void coco_without_its_pictures_asks_for_their_folder();
    void an_image_folder_says_which_columns_are_captions();
    void blocks_hold_all_rows_once();
    void what_the_sink_throws_ends_the_reading();
    void a_table_names_a_picture_once_however_it_is_written();
    void coco_of_the_wrong_shape_is_refused_with_its_name();
    void coco_elements_of_the_wrong_shape_are_listed();
    void coco_captions_keep_their_own_source_and_bytes();
};
