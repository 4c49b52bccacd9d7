// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

// A real training beside the window that shows it.
class TrainingLoadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void a_training_is_watched_without_holding_up_the_window_or_itself();
    void captions_by_a_server_arrive_without_holding_up_the_window();
    void what_is_stopped_says_so_at_once();
};

}  // namespace recap::gui
