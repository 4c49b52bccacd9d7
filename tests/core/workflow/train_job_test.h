// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TrainJobTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_run_leaves_curves_log_table_and_event_file();
    void a_training_that_is_killed_again_and_again_ends_bit_equal();
    void options_changed_while_running_are_recorded_and_kept();
    void a_disk_without_room_makes_the_run_wait();
    void a_damaged_checkpoint_is_refused_and_nothing_starts_anew();
    void the_preflight_estimates_what_the_run_takes();
    void shapes_and_mirrored_images_get_latents_of_their_own();
    void held_out_images_follow_from_content();
    void a_picture_and_a_save_can_be_asked_for_at_any_step();
    void the_speed_is_that_of_steps_without_pictures();
    void what_a_program_owed_when_it_ended_is_made_up_for();
    void a_run_that_diverges_halts_and_keeps_its_last_checkpoint();
    void several_sets_are_trained_by_their_weights();
    void the_cache_says_what_is_stale_and_can_be_emptied();
};
