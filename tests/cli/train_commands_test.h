// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/temp_dir.h"

#include <QObject>
#include <QStringList>

#include <memory>

// Training from the command line with real processes: several that train together, and one that nobody waits for.
class TrainCommandsTest : public QObject {
    Q_OBJECT

private:
    QString project() const;
    // "train PROJECT --model ... " with `steps` steps and `batch` images a step.
    QStringList train(const QString& name, int steps, int batch) const;
    // "caption train PROJECT --base ... ", the same.
    QStringList trainCaptioner(const QString& name, int steps, int batch) const;
    std::unique_ptr<recap::testing::TempDir> folder_;

private Q_SLOTS:
    void initTestCase();
    void two_processes_give_the_weights_of_one_with_twice_the_batch();
    void two_processes_fine_tune_a_captioner_as_one_does_with_twice_the_batch_data();
    void two_processes_fine_tune_a_captioner_as_one_does_with_twice_the_batch();
    void a_run_needs_what_the_dry_run_said_data();
    void a_run_needs_what_the_dry_run_said();
    void a_process_that_dies_ends_the_others_and_a_restart_goes_on_data();
    void a_process_that_dies_ends_the_others_and_a_restart_goes_on();
    void a_detached_run_can_be_watched_and_steered();
    void a_detached_run_that_is_killed_shows_as_interrupted();
    void what_is_not_running_cannot_be_steered();
    void a_caption_curve_compares_numbers_of_captions();
};
