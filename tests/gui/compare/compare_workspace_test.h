// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class CompareWorkspaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void an_empty_project_says_what_to_do();
    void arrow_keys_move_between_cells();
    void one_slider_moves_the_step_of_all();
    void space_flickers_two_cells_in_place();
    void enter_opens_full_size_and_escape_comes_back();
    void zoom_is_locked_until_l_is_pressed();
    void w_wipes_and_arrows_move_the_line();
    void a_chosen_number_shows_its_card();
    void m_asks_before_numbers_are_replaced();
    void e_exports_the_table();
    void judges_and_prompt_sets_lie_over_the_comparison();
    void what_was_chosen_fills_the_form_of_a_run();
    void letters_act_only_in_the_matrix();
    void d_opens_the_form_that_draws_samples();
    void a_model_that_is_no_run_can_draw();
    void space_presses_a_button_that_has_the_keyboard();
    void looks();
};

}  // namespace recap::gui
