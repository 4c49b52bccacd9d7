// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestBpeTrainer : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void first_merge_is_the_most_frequent_pair();
    void equal_counts_are_resolved_alphabetically();
    void training_text_round_trips_through_the_written_folder();
    void vocabulary_lists_bytes_then_merges_then_special_tokens();
    void stops_when_no_pair_occurs_twice();
    void learned_words_become_one_token();
};
