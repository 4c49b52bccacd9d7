// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class EvaluationWorkspaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void a_study_is_made_rated_and_reported_by_keyboard();
    void the_rater_sees_no_name_and_no_path();
    void leaving_keeps_the_answers_and_gives_the_window_back();
    void keys_of_the_workspace_sleep_while_a_rater_works();
    void keys_of_the_page_sleep_under_the_open_form();
    void results_are_shown_only_when_the_question_is_answered_with_yes();
    void a_session_closes_the_results_that_were_open();
    void keys_pressed_one_after_the_other_answer_one_item();
    void smooth_and_sharp_show_the_same_picture_differently();
    void every_question_type_has_its_pictures_and_keys_data();
    void every_question_type_has_its_pictures_and_keys();
    void levels_are_rated_and_reported_by_keyboard();
    void without_a_name_the_key_asks_for_it_and_return_begins();
    void answers_are_exported();
    void a_session_package_is_rated_without_a_project();
    void a_damaged_package_raises_an_error_and_takes_no_screen();
    void looks();
};

}  // namespace recap::gui
