// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// The window beside a training that the command line program does in a process of its own.
class DetachedRunTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void a_run_of_another_program_is_watched_and_steered();
    void a_run_whose_program_was_killed_shows_as_interrupted();
    void what_waits_goes_on_without_the_window();
};
