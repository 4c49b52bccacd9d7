// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class ServerPoolTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_row_is_answered_once();
    void storms_of_refusals_pass_data();
    void storms_of_refusals_pass();
    void what_a_server_asks_to_wait_is_waited_no_longer_than_the_longest();
    void answers_cut_in_the_middle_are_asked_for_again();
    void an_answer_that_nobody_can_read_is_given_up_after_some_attempts();
    void an_answer_of_twenty_megabytes_costs_its_row_only();
    void a_row_that_is_too_long_is_asked_again_with_half_the_picture();
    void an_option_that_is_named_is_left_out();
    void options_are_tried_without_when_the_first_rows_fail();
    void a_wrong_key_ends_the_work_without_saying_it();
    void a_model_that_is_not_there_ends_the_work();
    void a_model_that_sees_nothing_ends_the_work();
    void each_server_gets_its_own_key_only();
    void a_server_that_answers_garbage_ends_the_work_data();
    void a_server_that_answers_garbage_ends_the_work();
    void a_server_that_wrote_captions_is_given_up_later();
    void an_answer_that_repeats_itself_is_asked_for_with_another_temperature();
    void a_bad_row_does_not_end_the_work();
    void two_servers_share_the_rows_and_one_may_die();
    void a_server_may_be_killed_and_come_back();
    void a_pool_whose_server_is_away_says_that_it_waits();
    void the_work_can_be_stopped_at_any_time();
    void a_pause_lets_the_answers_arrive_and_sends_nothing();
};
