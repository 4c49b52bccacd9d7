// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TrainerViewTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void crop_mirroring_and_caption_are_those_of_the_batches_of_a_run();
    void a_caption_that_is_too_long_says_where_the_text_encoder_stops();
    void an_image_that_is_not_used_says_every_reason();
    void a_crop_region_covers_the_middle_of_the_picture();
};
