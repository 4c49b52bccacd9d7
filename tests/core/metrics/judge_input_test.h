// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class JudgeInputTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void dinov2_pictures_equal_both_published_ways();
    void open_clip_pictures_equal_its_evaluation_transform();
    void detr_pictures_have_the_size_of_its_processor();
    void objects_of_tise_are_scaled_from_minus_one_to_one();
    void detr_batches_are_padded_after_normalising();
};
