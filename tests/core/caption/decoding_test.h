// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestDecoding : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void greedy_takes_the_most_likely_token();
    void finished_rows_leave_the_batch();
    void beam_search_finds_what_greedy_misses();
    void minimum_length_forbids_an_early_end();
    void maximum_length_counts_the_prompt();
    void repetition_penalty_avoids_seen_tokens();
    void many_beams_find_the_best_sequence_of_all();
    void length_penalty_favours_longer_captions();
    void chances_equal_the_reference();
    void samples_have_the_frequencies_of_their_chances();
    void a_sample_depends_on_its_seed_alone();
    void wrong_options_are_refused();
};
