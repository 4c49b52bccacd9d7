// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ExportFormatsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_caption_and_picture_comes_back_data();
    void every_caption_and_picture_comes_back();
    void untouched_sidecars_come_back_byte_for_byte();
    void a_fallback_stands_in_for_a_missing_caption();
    void shards_are_numbered_and_say_what_they_hold();
    void coco_keeps_its_image_numbers();
};
