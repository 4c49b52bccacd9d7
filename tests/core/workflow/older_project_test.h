// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// A project as version 0.1.0 left it (version_0_1): a small demo study with two trainings, a captioner, captions,
// numbers, a rating study, a queue, and a training that was at work when the program ended.
class OlderProjectTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void its_runs_and_numbers_open_as_before();
    void its_numbers_are_known_by_the_step_of_their_pictures();
    void its_configurations_are_understood_by_their_kinds();
    void its_queue_waits_as_it_was_left();
    void its_rating_study_can_go_on();
};
