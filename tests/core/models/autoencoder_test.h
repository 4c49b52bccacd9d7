// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestAutoencoder : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void latents_and_images_equal_the_reference_data();
    void latents_and_images_equal_the_reference();
    void a_sample_is_mean_plus_deviation_times_seeded_noise();
    void logvar_is_clamped();
    void scaling_and_unscaling_are_inverse_with_and_without_channel_statistics();
    void unsupported_configurations_are_refused_by_name();
    void unknown_config_fields_are_written_back();
    void attention_and_quant_convolutions_are_optional();
};
