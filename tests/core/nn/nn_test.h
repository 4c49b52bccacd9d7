// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestNn : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_recomputed_part_keeps_nothing_and_draws_the_same_numbers();
    void a_recomputed_part_gives_parameters_their_gradients();
    void a_large_product_has_the_gradients_of_the_ordinary_one_data();
    void a_large_product_has_the_gradients_of_the_ordinary_one();
    void attention_equals_the_written_out_softmax();
    void causal_attention_hides_later_keys();
    void a_key_mask_hides_padding_and_keeps_the_order_of_cached_keys();
    void timestep_sinusoids_follow_their_formula();
    void odd_widths_end_with_a_zero();
    void activations_follow_their_formulas();
    void an_unknown_activation_is_refused_by_name();
    void silu_in_place_gives_the_same_values_and_spares_recorded_inputs();
    void layers_equal_those_of_torch_for_the_same_seed();
    void empty_and_meta_modes_leave_the_random_stream_alone();
    void typed_lists_number_their_keys();
    void a_pointwise_layer_equals_the_one_by_one_convolution();
    void a_fresh_adapter_changes_nothing_and_learns();
    void an_adapter_equals_its_merged_weight_in_convolutions();
    void adapters_with_factors_that_do_not_fit_are_refused();
    void packed_layers_equal_ordinary_ones();
    void a_packed_layer_with_fixed_normalisation_equals_the_ordinary_one();
    void packed_products_equal_ordinary_ones();
    void packing_keeps_to_its_budget();
    void packing_leaves_recorded_gradients_alone();
    void packing_leaves_mixed_precision_alone();
};
