// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class SampleRunJobTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void each_prompt_is_drawn_with_the_seed_and_those_after_it();
    void the_same_seed_draws_the_same_pictures();
    void a_stopped_run_is_recorded_as_stopped_and_keeps_its_pictures();
    void what_cannot_be_drawn_is_refused_before_a_run_begins();
};
