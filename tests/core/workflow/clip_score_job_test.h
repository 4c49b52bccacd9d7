// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class ClipScoreJobTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void scores_are_the_cosines_that_transformers_computes();
    void a_second_run_computes_only_what_is_missing();
    void a_stopped_run_goes_on_where_it_was();
    void an_edited_caption_loses_its_score_and_gets_it_back_by_undo();
    void a_picture_that_another_program_changed_is_not_scored();
    void another_clip_brings_its_own_scores();
    void scores_keep_their_key_while_the_same_weights_are_loaded();
    void equal_pictures_are_similar();
    void a_cut_off_file_of_embeddings_is_used_as_far_as_it_goes();
    void a_folder_without_a_clip_is_refused();
    void killing_the_scoring_keeps_every_score_that_was_written();
    void the_demos_clip_tells_true_captions_from_false_ones();
    void the_demos_project_uses_the_demos_clip();
};
