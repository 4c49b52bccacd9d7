// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestBlip : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void image_states_and_logits_equal_the_reference_data() { cases(); }
    void image_states_and_logits_equal_the_reference();
    void losses_equal_the_reference_data() { cases(); }
    void losses_equal_the_reference();
    void training_steps_equal_the_reference_data() { cases(); }
    void training_steps_equal_the_reference();
    void recomputed_layers_give_the_same_loss_and_gradients_data() { cases(); }
    void recomputed_layers_give_the_same_loss_and_gradients();
    void decoding_token_by_token_with_a_cache_equals_decoding_at_once();
    void a_reordered_cache_continues_the_chosen_rows();
    void padding_on_the_right_does_not_change_the_logits_before_it();
    void unsupported_configurations_are_refused_by_name();
    void unknown_config_fields_are_written_back();
    void wrong_image_and_text_sizes_are_refused();
    void a_saved_folder_gives_the_same_logits();

private:
    void cases();
};
