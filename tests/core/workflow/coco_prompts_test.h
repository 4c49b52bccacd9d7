// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class CocoPromptsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void object_prompts_name_a_class_of_their_picture();
    void a_class_gets_at_most_its_limit_of_captions();
    void the_same_seed_gives_the_same_bytes_whatever_the_order_of_the_files();
    void numbers_are_read_from_captions_data();
    void numbers_are_read_from_captions();
    void counts_agree_with_the_instances();
    void positional_words_are_turned_round_data();
    void positional_words_are_turned_round();
    void every_positional_word_has_an_opposite_that_is_not_itself();
    void positions_need_both_classes_in_the_picture();
    void distractors_are_captions_of_other_pictures();
    void too_few_distractors_are_refused();
    void every_picture_gives_one_caption_before_any_gives_two();
    void a_split_is_chosen_or_asked_for();
    void files_that_are_not_coco_are_refused_data();
    void files_that_are_not_coco_are_refused();
    void a_kind_that_no_caption_fits_is_refused_and_writes_nothing();
};
