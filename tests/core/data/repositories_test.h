// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class RepositoriesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void an_image_is_found_by_key_hash_and_path();
    void a_key_may_be_shortened_while_it_is_unique();
    void the_same_content_cannot_be_added_twice();
    void a_second_file_of_an_image_counts_as_duplicate();
    void an_image_whose_file_was_replaced_is_missing();
    void attributes_round_trip();
    void lists_are_paged_in_order_of_import();
    void caption_versions_are_numbered_and_kept();
    void a_version_that_is_not_made_current_leaves_the_head();
    void sources_are_counted_in_order_of_appearance();
    void captions_of_a_source_follow_the_query();
    void who_wrote_the_current_captions_is_told_in_order();
    void bad_bytes_in_a_caption_are_repaired();
    void source_names_are_checked();
    void a_status_needs_a_caption();
    void a_run_goes_through_its_states();
    void unfinished_runs_are_marked_interrupted();
    void a_run_of_an_unknown_kind_is_read_and_not_taken_for_another();
    void scalars_are_replaced_and_cut();
    void runs_are_found_by_their_newest_name();
    void the_latest_checkpoint_is_the_one_of_the_highest_step();
    void samples_are_ordered_by_step_prompt_and_seed();
    void a_metric_of_the_same_name_and_judge_is_replaced();
    void a_metric_of_another_step_prompt_set_weights_or_judge_replaces_nothing();
    void contributions_are_replaced_with_their_number_and_vanish_with_it();
    void a_second_answer_retracts_the_first();
    void a_study_name_is_unique_and_its_plan_hashed();
    void settings_round_trip();
    void a_draft_is_kept_until_it_is_removed_and_is_no_caption();
};
