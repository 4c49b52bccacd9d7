// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class BulkEditTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_preview_shows_every_change_and_changes_nothing();
    void a_bulk_edit_is_one_step_that_undo_takes_back();
    void groups_and_plain_texts_are_replaced_as_written();
    void captions_changed_since_the_preview_are_left_alone();
    void a_rejected_caption_stays_rejected_and_out_of_training();
    void wrong_patterns_and_sources_are_told();
    void a_status_for_all_counts_first_and_is_one_step();
    void killing_a_bulk_edit_leaves_all_of_it_or_nothing();
    void the_benchmark_gives_its_rows_and_cleans_up();
};
