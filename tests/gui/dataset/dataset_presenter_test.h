// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class DatasetPresenterTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void opening_shows_every_image_and_chooses_recap_against_alt_text();
    void a_query_narrows_the_images_and_an_empty_one_shows_all_again();
    void a_wrong_query_keeps_the_last_result_and_says_where_it_is_wrong();
    void facet_terms_are_added_replaced_and_taken_out();
    void a_status_facet_finds_as_many_images_as_it_counts();
    void accepting_changes_the_status_and_goes_on();
    void saving_a_text_adds_a_version_and_keeps_the_old_one();
    void undo_and_redo_move_through_named_steps();
    void captions_are_compared_word_by_word_with_the_reference();
    void the_selection_stays_on_its_image_when_the_project_is_read_again();
    void html_escapes_text_and_marks_differences_without_colour();
};

}  // namespace recap::gui
