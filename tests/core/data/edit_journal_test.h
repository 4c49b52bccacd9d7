// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class EditJournalTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void undo_and_redo_survive_reopening();
    void a_step_is_all_or_nothing();
    void a_bulk_edit_is_one_step();
    void a_new_edit_forgets_what_was_undone();
    void undo_leaves_what_something_else_changed();
    void undoing_the_first_caption_removes_it_and_keeps_its_version();
    void search_follows_undo();
    void an_edit_that_changes_nothing_is_no_step();
    void one_caption_edited_twice_in_a_step_goes_back_whole();
    void a_text_of_blanks_is_no_caption();
    void a_saved_text_ends_its_draft_and_says_what_it_was_begun_from();
};
