// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class PromptsPageTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup();
    void a_set_is_counted_by_category_and_expectation();
    void prompts_that_repeat_or_expect_nothing_are_counted();
    void what_a_prompt_expects_is_said_in_words();
    void a_file_that_cannot_be_read_names_the_line();
    void the_newest_file_is_the_one_that_is_shown();
    void a_category_and_a_text_narrow_the_list();
    void the_chosen_prompt_shows_what_its_picture_must_show();
    void a_set_is_made_from_captions_of_coco();
    void making_a_set_can_be_stopped();
    void a_set_that_cannot_be_made_leaves_the_one_before();
    void prompts_of_others_are_saved_before_metrics_use_them();
    void sampling_takes_one_prompt_a_line();
    void escape_leaves_the_form_then_the_page();
    void looks();
};

}  // namespace recap::gui
