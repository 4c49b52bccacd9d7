// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class CaptionQualityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void lengths_and_scores_are_those_worked_out_by_hand();
    void lists_begin_with_the_most_extreme_caption();
    void a_range_of_scores_counts_what_its_query_finds();
    void phrases_and_words_count_what_their_queries_find();
    void the_captions_of_a_run_are_looked_at_alone();
    void without_scores_the_rest_is_there();
    void what_cannot_be_measured_is_told();
    void a_stop_ends_the_measurement();
    void corrected_captions_join_the_human_ones_in_one_step();
    void a_human_caption_is_never_replaced();
    void rejected_and_accepted_machine_captions_are_not_promoted();
};
