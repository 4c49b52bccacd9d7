// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestPickles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tensors_of_torch_save_are_read();
    void tensors_of_older_torch_save_are_read();
    void a_file_is_told_by_its_content();
    void functions_are_never_called();
    void objects_beside_the_weights_are_passed_over();
    void a_harmless_module_leads_to_no_function();
    void a_dictionary_named_again_and_again_takes_no_memory();
    void other_pickles_are_refused_with_the_remedy();
    void a_file_cut_off_anywhere_is_refused();
    void a_tensor_cannot_reach_beyond_its_data();
    void compressed_entries_are_refused();
    void attributes_named_again_and_again_take_no_memory();
    void pickled_weights_of_a_folder_are_found_after_safetensors();
};
