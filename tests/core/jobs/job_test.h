// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class JobTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_job_that_returns_is_completed();
    void an_error_keeps_its_code_and_sentence();
    void a_foreign_exception_is_internal();
    void too_little_memory_is_said_in_a_sentence();
    void something_that_is_no_exception_does_not_escape();
    void cancelling_a_running_job_stops_it_at_its_next_pause_point();
    void cancelling_a_paused_job_finishes_as_cancelled();
    void a_paused_job_makes_no_progress_until_resumed();
    void a_pause_point_without_a_command_returns_at_once();
    void commands_are_taken_once_and_in_order();
    void cancelling_from_the_jobs_own_report_works();
};
