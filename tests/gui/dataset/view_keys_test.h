// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

// Where keys act, where Escape leads, and what comes back in a project.
class ViewKeysTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void no_letter_acts_in_the_whole_workspace();
    void letters_act_in_the_grid_and_the_picture_and_nowhere_else();
    void no_letter_acts_while_an_editor_is_open();
    void after_escape_on_the_completions_a_query_is_only_typed();
    void escape_closes_the_completions_and_not_the_editor_below();
    void what_has_the_keyboard_shows_it();
    void accepting_where_there_is_no_caption_goes_on_and_says_so();
    void the_filter_of_one_project_is_not_that_of_the_next();
    void the_place_of_the_review_comes_back_with_the_project();
    void a_source_that_does_not_exist_is_hinted_at();
    void missing_files_are_offered_to_be_looked_for();
    void a_mistake_of_a_filter_is_told_with_its_character();
};

}  // namespace recap::gui
