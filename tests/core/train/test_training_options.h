// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestTrainingOptions : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void restarts_and_polynomial_follow_the_formulas_of_diffusers();
    void eight_bit_moments_keep_numbers_to_a_few_percent();
    void every_optimiser_takes_its_first_step_by_its_formula_data();
    void every_optimiser_takes_its_first_step_by_its_formula();
    void eight_bit_adamw_ends_near_adamw();
    void the_text_encoder_follows_its_own_learning_rate();
    void noise_offset_is_the_same_over_a_channel();
    void about_half_of_the_images_are_mirrored();
    void every_image_of_every_bucket_is_seen_in_an_epoch();
    void the_shares_of_two_processes_are_the_batch_of_one();
    void half_precision_gives_nearly_the_loss_of_full_precision_data();
    void half_precision_gives_nearly_the_loss_of_full_precision();
    void half_precision_on_maps_of_one_pixel_stays_finite();
    void a_frozen_text_is_encoded_once_whatever_stands_beside_it();
    void recomputed_parts_train_the_same_weights_data();
    void recomputed_parts_train_the_same_weights();
    void a_mixture_is_read_with_its_weights();
    void a_mixture_shows_its_sets_by_their_weights_data();
    void a_mixture_shows_its_sets_by_their_weights();
    void an_overflow_skips_the_step_and_halves_the_scale();
    void validation_loss_is_fixed_and_falls_with_training();
    void adapters_train_and_leave_the_model_as_it_was();
    void a_loss_that_is_not_finite_stops_before_the_weights_change();
    void a_loss_that_rises_too_far_stops_the_run();
    void event_files_hold_what_was_written();
};
