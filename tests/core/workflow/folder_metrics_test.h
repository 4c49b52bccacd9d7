// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class FolderMetricsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void distances_are_those_of_the_features();
    void scores_of_texts_are_those_of_the_embeddings();
    void a_detector_counts_what_prompts_name();
    void classes_that_a_detector_does_not_know_leave_no_number();
    void colours_of_geneval_are_told_by_clip();
    void classes_of_geneval_have_the_names_of_coco();
    void questions_and_matches_are_probabilities();
    void pictures_are_judged_once_and_a_stopped_job_goes_on();
    void shards_judge_their_shares_and_the_whole_judges_nothing();
    void judges_that_keep_nothing_cannot_be_divided();
    void another_preprocessing_is_judged_anew();
    void prompts_without_a_picture_leave_no_number();
    void pictures_find_their_prompts_by_name();
    void what_cannot_be_computed_is_one_sentence_data();
    void what_cannot_be_computed_is_one_sentence();
    void a_judge_with_the_name_of_a_metric_computes_it();
};
