// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class NewRunTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void all_problems_are_found_at_once();
    void a_folder_that_exists_and_good_values_have_no_problem();
    void presets_name_only_options_that_exist_data();
    void presets_name_only_options_that_exist();
    void the_paper_preset_says_what_is_our_choice();
    void every_option_has_a_name_and_a_help();
    void sources_of_the_project_are_offered_and_mix_with_recap_captions();
    void without_human_captions_the_captioner_is_refused();
    void the_captioner_check_counts_captions_and_epochs();
    void recaptioning_counts_images_and_captions_that_exist();
    void recaptioning_begins_with_the_newest_captioner_of_the_project();
    void a_run_by_server_is_checked_without_asking_it();
    void the_servers_of_the_form_are_asked_in_the_background();
    void the_check_follows_the_last_change_of_the_form();
    void a_suggested_name_is_not_taken();
    void a_new_run_begins_with_the_models_own_size_and_with_prompts();
    void a_size_the_model_was_not_made_for_is_warned_of();
    void pictures_need_a_model_and_prompts();
    void metrics_name_the_runs_that_have_pictures();
    void metrics_say_what_the_prompt_set_and_the_reference_are();
    void metrics_are_chosen_by_their_titles();
    void the_judges_of_the_form_are_loaded_in_the_background();
};

}  // namespace recap::gui
