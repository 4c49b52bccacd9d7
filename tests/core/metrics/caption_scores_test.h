// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class CaptionScoresTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void golden_caption_scores_are_reproduced();
    void golden_clip_scores_and_cmmd_are_reproduced();
    void words_are_runs_of_letters_and_digits_in_lower_case();
    void a_caption_that_repeats_a_reference_has_the_highest_scores();
    void a_repeated_word_counts_only_as_often_as_a_reference_has_it();
    void rouge_follows_from_the_longest_common_subsequence();
    void cider_of_a_set_of_one_image_is_zero();
    void a_caption_without_a_reference_is_refused();
    void clip_score_is_two_and_a_half_cosines_and_never_negative();
    void cmmd_of_a_set_with_itself_is_zero_and_grows_with_the_distance();
    void embeddings_of_different_width_are_refused();
    void an_embedding_without_a_direction_is_refused_by_its_row();
};
