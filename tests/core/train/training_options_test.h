// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestTrainingOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void the_text_encoder_follows_its_own_learning_rate();
    void half_precision_gives_nearly_the_loss_of_full_precision_data();
    void half_precision_gives_nearly_the_loss_of_full_precision();
    void half_precision_on_maps_of_one_pixel_stays_finite();
    void recomputed_parts_train_the_same_weights_data();
    void recomputed_parts_train_the_same_weights();
    void an_overflow_skips_the_step_and_halves_the_scale();
    void validation_loss_is_fixed_and_falls_with_training();
    void adapters_train_and_leave_the_model_as_it_was();
    void a_loss_that_is_not_finite_stops_before_the_weights_change();
    void a_loss_that_rises_too_far_stops_the_run();
    void event_files_hold_what_was_written();
};
