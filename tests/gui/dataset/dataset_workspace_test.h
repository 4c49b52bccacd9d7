// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class DatasetWorkspaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void an_empty_project_offers_to_import();
    void reviewing_by_keys_alone_from_filter_to_undo();
    void editing_by_key_saves_a_new_version_and_escape_leaves_the_old();
    void keys_pressed_faster_than_captions_load_are_not_lost();
    void letters_typed_into_the_filter_are_no_review_keys();
    void a_mistake_in_the_filter_is_explained_below_it();
    void choosing_a_facet_by_keyboard_filters();
    void the_filter_completes_fields_and_sources();
    void a_filter_is_saved_under_a_name_and_comes_back();
    void find_and_replace_shows_every_change_before_it_is_done();
    void accepting_all_of_the_filter_asks_with_their_number();
    void state_comes_back();
    void every_interactive_widget_has_a_name();
    void looks_right_enough_to_be_looked_at();
};

}  // namespace recap::gui
