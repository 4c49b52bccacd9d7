// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestOptimisation : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cosine_falls_from_one_over_half_to_zero();
    void warm_up_starts_at_zero_and_reaches_the_peak();
    void an_unknown_schedule_is_refused_by_name();
    void adamw_takes_the_steps_of_torchs_own_optimiser();
    void a_parameter_in_two_groups_is_moved_once();
    void clipping_scales_the_gradient_to_the_norm_and_reports_the_old_one();
    void saved_optimiser_state_continues_exactly();
    void the_average_follows_the_rule_of_diffusers();
    void swapping_averages_twice_changes_nothing();
    void every_epoch_is_another_permutation_of_all_images();
    void mix_draws_long_captions_with_the_given_share();
    void dropout_replaces_the_given_share_by_the_empty_text();
    void restarts_and_polynomial_follow_the_formulas_of_diffusers();
    void eight_bit_moments_keep_numbers_to_a_few_percent();
    void every_optimiser_takes_its_first_step_by_its_formula_data();
    void every_optimiser_takes_its_first_step_by_its_formula();
    void eight_bit_adamw_ends_near_adamw();
};
