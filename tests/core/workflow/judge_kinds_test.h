// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class JudgeKindsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void objects_are_cut_out_and_looked_at_one_by_one();
    void objects_of_a_judges_file_are_those_of_its_detector();
    void nvidias_inception_gives_both_distances_and_the_score();
    void another_torchscript_archive_is_refused();
    void a_counter_counts_what_prompts_ask_for();
    void a_counter_with_other_outputs_than_labels_is_refused();
    void image_reward_is_the_mean_of_its_scores();
    void networks_compute_in_half_precision();
    void a_batch_that_memory_does_not_hold_is_halved();
    void one_picture_that_memory_does_not_hold_is_an_error();
};
