// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class RunQueueTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void waiting_runs_are_moved_and_removed();
    void a_queue_is_there_again_after_the_window_was_killed();
    void a_queue_that_was_removed_stays_removed();
    void a_failure_holds_the_queue_only_when_that_is_chosen();
    void between_runs_the_queue_waits_when_that_is_chosen();
    void another_project_takes_its_own_queue_along();
};

}  // namespace recap::gui
