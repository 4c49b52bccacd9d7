// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class EvaluationPresenterTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void runs_with_pictures_can_be_systems();
    void pairs_are_counted_by_prompt_and_seed();
    void a_new_study_is_listed_and_selected();
    void a_plan_with_problems_names_every_field();
    void results_stay_sealed_until_they_are_asked_for();
    void counts_follow_the_answers();
    void answers_become_one_csv_row_each();
    void a_packed_session_holds_no_name_of_a_system_data();
    void a_packed_session_holds_no_name_of_a_system();
    void opening_is_recorded_and_listed();
    void a_question_must_not_name_a_system();
    void the_list_passes_the_model_tester();
};

}  // namespace recap::gui
