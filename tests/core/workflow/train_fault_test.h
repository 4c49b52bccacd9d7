// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// What happens to a training when the machine does not play along. Real second processes, real limits.
class TrainFaultTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_cache_whose_building_was_killed_gives_the_same_training();
    void a_full_disk_makes_the_run_wait_until_there_is_room();
    void a_save_that_cannot_be_written_keeps_the_checkpoint_before();
    void a_removed_project_folder_ends_the_run_with_a_sentence();
    void a_second_program_may_write_beside_a_run_but_not_train_it();
    void a_clock_that_jumps_back_changes_nothing();
    void a_slow_step_is_given_up_in_its_middle();
};

// What this program does when a test started it as a second process: continues (or starts) the project's training and
// says "<stage> N" after each unit of work.
int trainAsChild(const QStringList& words);
