// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

// Captions written by hand, and their drafts.
class WritingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_caption_is_written_into_a_new_source_of_an_image_without_any();
    void saving_goes_on_to_the_next_image_without_one();
    void the_way_to_the_next_image_never_reviews_by_what_is_typed();
    void tokens_are_counted_while_typing_and_the_cut_is_marked();
    void a_text_can_be_begun_from_another_caption();
    void escape_keeps_the_draft_and_saves_nothing();
    void choosing_another_image_keeps_the_draft_of_the_first();
    void a_draft_is_discarded_only_when_asked();
    void drafts_are_offered_when_the_project_is_opened_again();
    void a_draft_outlives_a_killed_program();
    void without_a_project_there_is_nothing_to_write();
    void the_write_source_can_be_named_and_is_checked();
    void another_page_leads_to_the_captions_that_are_missing();
    void undo_takes_a_written_caption_back();
};

// The other half of a_draft_outlives_a_killed_program: types into the window of a project and waits to be killed.
int typeUntilKilled(const QString& project);

}  // namespace recap::gui
