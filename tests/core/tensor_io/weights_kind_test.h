// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestWeightsKind : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void files_are_told_by_their_tensors_data();
    void files_are_told_by_their_tensors();
    void parts_that_a_picture_needs_are_named();
    void other_inputs_are_named();
    void classes_of_other_families_are_known();
    void numbers_that_are_not_finite_are_found_in_every_type();
};
