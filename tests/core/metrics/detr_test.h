// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class DetrTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keys_and_shapes_of_detr_r50_are_the_published_ones();
    void both_revisions_have_the_same_backbone();
    void every_stage_equals_the_reference();
    void a_picture_alone_needs_no_mask();
    void detections_are_those_of_the_reference();
    void names_of_labels_come_from_the_configuration();
};
