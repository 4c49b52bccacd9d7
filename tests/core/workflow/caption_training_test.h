// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// A captioner's training keeps the promises of a training run. Some tests use a real second process.
class CaptionTrainingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_killed_training_continues_to_the_same_weights();
    void a_training_that_stopped_after_saving_continues_to_the_same_weights_data();
    void a_training_that_stopped_after_saving_continues_to_the_same_weights();
    void the_number_of_reading_threads_changes_nothing();
    void a_checkpoint_is_a_folder_that_loads_as_a_captioner();
    void last_best_and_round_checkpoints_stay_and_the_best_is_the_captioner();
    void an_option_that_was_changed_during_the_run_stays_changed();
    void a_run_of_the_old_layout_is_still_a_captioner();
    void an_interrupted_run_without_a_checkpoint_starts_again();
    void another_seed_is_another_course();
    void only_the_chosen_parts_are_trained_data();
    void only_the_chosen_parts_are_trained();
    void a_lora_run_keeps_the_base_and_a_merged_model();
    void measurements_say_how_good_the_captions_are();
    void captions_of_the_first_images_are_kept_and_follow_the_run();
    void a_run_without_progress_stops_early();
    void the_best_checkpoint_is_that_of_the_chosen_measure();
    void measures_have_their_closed_forms();
    void a_captioner_is_compared_with_what_people_wrote();
    void a_picture_that_cannot_be_read_is_said_once_and_its_place_is_taken();
    void batches_follow_from_seed_and_number_alone();
    void a_training_is_refused_with_a_sentence_data();
    void a_training_is_refused_with_a_sentence();
};

// What this program does when a test started it as a second process: continues (or starts) the project's training.
int trainCaptionerAsChild(const QStringList& words);
