// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TiseMetricsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void golden_object_accuracy_in_both_conventions();
    void golden_counting_alignment();
    void golden_positional_alignment();
    void golden_r_precision_over_bins();
    void strict_accuracy_counts_an_empty_image_as_failure();
    void counts_round_halves_to_even();
    void classes_not_asked_for_are_not_penalised();
    void a_relation_needs_both_objects();
    void a_relation_follows_its_word();
    void equal_coordinates_fail_every_relation();
};
