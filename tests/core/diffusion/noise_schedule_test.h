// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestNoiseSchedule : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scaled_linear_betas_follow_the_closed_form();
    void zero_snr_ends_in_pure_noise_and_keeps_the_first_step();
    void noise_and_velocity_are_a_rotation_of_each_other();
    void snr_is_signal_over_noise();
    void target_follows_the_prediction_type();
    void cosine_betas_follow_the_closed_form();
    void trained_betas_are_taken_as_they_are();
    void rows_of_a_batch_use_their_own_step();
};
