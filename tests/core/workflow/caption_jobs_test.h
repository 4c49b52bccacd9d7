// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class CaptionJobsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_recaption_is_what_transformers_says_of_the_picture();
    void a_captioner_that_overfits_three_pictures_says_their_captions();
    void what_people_wrote_is_never_written_over();
    void a_stopped_recaptioning_goes_on_where_it_was();
    void another_captioner_adds_versions_and_keeps_the_old_ones();
    void a_picture_that_cannot_be_read_is_listed_and_the_others_are_captioned();
    void decoding_options_are_used_and_recorded();
    void a_sampled_caption_depends_on_seed_and_picture_alone();
    void half_precision_captions_too();
    void a_file_of_the_first_release_captions();
    void captions_without_a_word_are_listed_and_not_stored();
    void captions_over_77_tokens_meet_the_rule();
    void a_rule_for_long_captions_meets_those_kept_before();
    void a_rule_that_drops_rejects_long_captions_kept_before();
    void a_caption_that_repeats_itself_is_decoded_again();
    void a_prompt_that_fills_the_length_is_refused();
    void the_same_seed_trains_the_same_captioner();
    void rejected_and_empty_captions_are_not_learned();
    void a_folder_of_another_family_is_no_clip();
    void a_run_of_another_kind_is_not_continued();
    void a_stopped_training_is_recorded_as_stopped_and_leaves_no_captioner();
};
