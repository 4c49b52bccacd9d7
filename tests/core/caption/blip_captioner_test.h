// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestBlipCaptioner : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void greedy_ids_and_texts_equal_the_reference();
    void beam_search_ids_equal_the_reference();
    void processors_equal_the_reference();
    void prompted_ids_equal_the_reference();
    void combined_options_equal_the_reference();
    void prompts_of_different_lengths_give_what_each_gives_alone();
    void what_the_cache_keeps_changes_no_caption();
    void a_file_of_the_first_release_captions_like_its_conversion();
    void normalisation_equals_the_reference();
    void loss_with_masked_prompt_equals_the_reference();
    void batch_masks_prompt_and_padding();
    void loss_without_labels_is_zero();
    void a_folder_without_vocabulary_takes_that_of_bert();
    void pictures_of_another_size_are_refused();
};
