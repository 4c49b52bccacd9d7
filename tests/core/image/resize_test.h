// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ResizeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eight_bit_resampling_equals_pillow_data();
    void eight_bit_resampling_equals_pillow();
    void float_resampling_equals_clean_fid();
    void clip_preprocessing_equals_the_image_processor();
    void a_flat_picture_stays_flat();
    void box_reduction_by_two_is_the_mean_of_four();
    void an_empty_picture_is_refused();
    void centre_crop_rounds_the_offset_down();
    void a_crop_outside_is_refused();
    void mirroring_twice_gives_the_picture_back();
    void a_sheet_places_pictures_row_by_row();
};
