// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class JobControllerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void many_reports_become_few_updates_and_the_last_one_arrives_before_the_end();
    void every_event_arrives_once_in_order_and_before_the_end();
    void cancelling_a_running_job_finishes_as_cancelled();
    void cancelling_a_paused_job_finishes_as_cancelled();
    void a_paused_job_makes_no_progress_until_it_is_resumed();
    void an_exception_becomes_a_failure_with_its_code();
    void commands_reach_the_job_in_order();
    void destroying_a_running_controller_cancels_and_waits();
    void destroying_a_controller_whose_mailbox_is_full_does_not_hang();
    void the_result_can_be_read_only_after_the_end();
    void the_compute_lane_runs_one_job_at_a_time();
    void a_queued_job_can_be_moved_and_cancelled_without_ever_running();
    void a_stop_pauses_first_and_can_be_taken_back();
    void a_stop_that_is_not_taken_back_cancels();
    void a_job_that_saves_before_it_stops_is_not_cancelled_meanwhile();
    void one_long_wait_is_no_part_of_the_rate();
    void work_that_becomes_slower_is_noticed();
    void a_pause_is_no_part_of_the_rate();
};

}  // namespace recap::gui
