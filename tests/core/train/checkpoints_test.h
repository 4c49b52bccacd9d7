// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestCheckpoints : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_kind_of_run_continues_bit_equal_data();
    void every_kind_of_run_continues_bit_equal();
    void a_checkpoint_cut_anywhere_is_refused_with_a_sentence();
    void a_checkpoint_says_what_it_restores();
    void a_changed_learning_rate_is_kept();
    void the_last_the_round_and_the_best_checkpoints_stay();
    void checkpoints_are_ordered_by_step_not_by_name();
    void what_a_killed_save_left_is_removed();
    void weights_from_before_are_not_carried_along();
    void the_folder_of_a_lora_run_holds_both_dialects_and_a_merged_model();
};
