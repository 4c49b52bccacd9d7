// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// What the steps and measurements of a captioner's training do beside the plain ones.
class CaptionStepsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_moving_average_is_what_is_measured_and_saved();
    void each_tower_follows_its_own_learning_rate();
    void recomputed_layers_train_the_same_weights();
    void the_clip_score_is_measured_and_can_decide_what_is_best();
};
