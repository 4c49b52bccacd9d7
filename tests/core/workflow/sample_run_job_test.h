// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class SampleRunJobTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void each_prompt_is_drawn_with_the_seed_and_those_after_it();
    void the_same_seed_draws_the_same_pictures();
    void a_stopped_run_is_recorded_as_stopped_and_keeps_its_pictures();
    void a_run_of_the_same_name_and_drawing_continues_and_draws_what_is_missing();
    void prompts_of_a_set_follow_with_their_own_seeds();
    void pictures_of_shards_become_those_of_one_run();
    void the_folder_of_another_drawing_is_refused();
    void what_cannot_be_drawn_is_refused_before_a_run_begins();
};
