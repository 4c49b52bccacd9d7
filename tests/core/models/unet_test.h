// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestUNet : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void predictions_equal_the_reference_data() { cases(); }
    void predictions_equal_the_reference();
    void gradients_equal_the_reference_data() { cases(); }
    void gradients_equal_the_reference();
    void packed_weights_give_the_same_predictions_data() { cases(); }
    void packed_weights_give_the_same_predictions();
    void channels_last_and_contiguous_inputs_agree();
    void a_batch_equals_its_single_samples();
    void wrong_input_shapes_are_refused_by_name();
    void unsupported_configurations_are_refused_by_name();
    void unknown_config_fields_are_written_back();
    void a_saved_folder_gives_the_same_predictions();
    void a_low_rank_adapter_equals_its_merged_weight();

private:
    void cases();
};
