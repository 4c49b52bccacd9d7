// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestLora : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void all_dialects_of_one_adapter_read_the_same();
    void written_files_equal_the_reference_to_the_bit();
    void older_processor_names_are_understood();
    void kohya_alpha_scales_the_change();
    void attached_and_merged_adapters_give_the_same_prediction();
    void fresh_adapters_change_nothing_and_give_their_factors_to_an_optimiser();
    void names_of_the_first_text_encoders_are_understood();
    void tensors_of_no_adapter_are_listed_and_the_rest_is_used();
    void other_kinds_of_adapters_are_refused_by_name();
    void names_that_fit_no_layer_are_listed_together();
    void factors_without_partner_or_of_another_width_are_refused();
};
