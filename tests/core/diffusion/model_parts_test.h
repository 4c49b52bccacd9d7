// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestModelParts : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_single_file_draws_what_its_folder_draws();
    void weights_without_configuration_give_their_own();
    void published_weights_give_the_published_configuration();
    void a_single_file_carries_its_configuration_along();
    void adapters_of_every_dialect_draw_the_same();
    void peft_alphas_are_read_from_the_metadata();
    void added_tokens_are_one_row_each_in_every_layout();
    void an_added_token_without_a_row_is_refused_where_it_is_used();
    void remarks_name_added_tokens_and_corrections();
    void numbers_that_are_not_finite_are_named_with_their_file_data();
    void numbers_that_are_not_finite_are_named_with_their_file();
    void a_step_that_is_not_finite_ends_the_drawing();
    void an_adapter_that_is_not_finite_is_refused();
    void tensors_of_no_adapter_are_returned();
    void models_with_other_inputs_are_refused_in_words();
    void folders_of_other_families_are_refused_by_name();
    void pictures_pass_in_tiles_when_memory_is_short();
};
