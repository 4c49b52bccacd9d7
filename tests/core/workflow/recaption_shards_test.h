// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class RecaptionShardsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void shards_and_a_merge_give_what_one_process_writes();
    void every_image_belongs_to_one_shard();
    void a_ledger_stays_small_at_ten_million_images();
    void a_damaged_ledger_is_refused_with_a_sentence_data();
    void a_damaged_ledger_is_refused_with_a_sentence();
    void a_stopped_shard_goes_on_where_it_was();
    void a_part_that_the_ledger_does_not_know_is_not_captioned_again();
    void images_that_are_imported_later_are_captioned_by_the_same_command();
    void other_options_are_refused_with_what_differs();
    void results_of_another_project_are_not_taken_for_ones_own();
    void a_shard_that_is_worked_on_is_refused_to_another_process();
    void an_unreadable_picture_is_listed_and_tried_again();
    void a_merge_of_some_shards_says_what_is_missing();
    void a_second_merge_adds_nothing();
    void a_merge_never_replaces_what_a_person_has_approved();
    void rows_and_parts_that_cannot_be_used_are_listed();
    void a_merge_is_one_run_that_says_how_to_repeat_it();
};
