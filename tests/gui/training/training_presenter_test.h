// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class TrainingPresenterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void runs_of_the_project_become_cards();
    void history_and_live_numbers_join_without_a_gap();
    void numbers_said_while_the_history_loads_are_not_lost();
    void buttons_follow_the_state_of_the_job();
    void commands_reach_the_job_of_the_selected_run();
    void a_job_that_waits_has_a_card_before_its_run();
    void an_interrupted_training_can_go_on_and_a_finished_one_cannot();
    void a_clone_takes_options_and_leaves_other_facts();
    void tiles_show_the_smoothed_loss_and_the_time_left();
    void what_runs_worked_with_is_shown_and_compared();
    void messages_of_a_job_go_to_the_log_of_its_run();
    void closing_the_project_empties_everything();
};

}  // namespace recap::gui
