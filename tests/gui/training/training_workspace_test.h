// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class TrainingWorkspaceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void an_empty_project_offers_a_new_run();
    void arrow_keys_choose_a_run_and_the_detail_follows();
    void a_second_run_can_be_drawn_in_the_same_chart();
    void a_captioners_examples_show_how_its_captions_change();
    void n_opens_the_form_and_escape_leaves_it();
    void a_form_without_a_model_cannot_start_and_says_why();
    void a_preset_fills_the_form();
    void kinds_of_runs_can_be_read_in_a_small_window();
    void another_run_is_shown_from_its_head();
    void a_checked_form_starts_a_job();
    void the_form_of_metrics_browses_for_its_files();
    void what_another_workspace_fills_in_joins_what_was_entered();
    void letters_typed_into_a_field_are_not_shortcuts();
    void clone_brings_the_values_of_a_run();
    void a_recaption_run_counts_its_captions();
    void without_a_project_nothing_can_be_started();
    void a_caption_curve_shows_its_chart_and_answer();
    void looks();
};

}  // namespace recap::gui
