// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class DetectionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void boxes_of_every_run_equal_the_reference();
    void places_of_photos_equal_the_table();
    void fields_equal_opencvs_within_two_levels();
    void layouts_are_told_by_shape();
    void end_to_end_outputs_are_taken_as_they_are();
    void yolov6_is_told_from_yolox_by_its_objectness();
    void a_class_suppresses_itself_only();
    void damaged_outputs_are_refused();
};
