// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ConvertCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void models_survive_both_layouts_to_the_bit();
    void a_published_single_file_becomes_the_folder_it_was_made_of();
    void half_precision_halves_the_files();
    void shards_and_variants_are_written_and_read();
    void adapters_survive_both_dialects_to_the_bit();
    void a_result_that_is_there_is_kept();
    void layouts_that_cannot_be_are_refused();
    void weights_beside_the_parts_of_a_folder_stay_behind();
    void a_picture_from_a_single_file_equals_that_from_its_folder();
    void raw_results_adapters_and_cut_prompts_are_reported();
};
