// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class RetryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void waits_double_up_to_the_longest();
    void waits_begin_again_after_a_success();
    void waits_are_shortened_by_at_most_the_jitter();
    void as_many_answers_as_are_in_flight_allow_one_more();
    void a_fast_server_is_found_out_in_a_few_rounds();
    void a_server_that_takes_one_at_a_time_is_not_flooded();
    void a_refusal_halves_the_requests_and_those_sent_together_count_once();
    void slower_answers_stop_the_increase();
    void the_limit_never_leaves_its_bounds();
};
