// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

// Importing what was imported before, wholly or in part.
class ImportAgainTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_moved_picture_is_found_again_and_counted();
    void a_changed_picture_is_noticed();
    void a_second_import_adds_only_what_is_new();
    void a_renamed_picture_is_found_again();
    void a_replaced_picture_is_a_new_image();
    void the_same_picture_twice_is_listed();
    void a_changed_text_becomes_a_new_version();
    void a_changed_text_does_not_bury_a_persons_edit();
    void cancelling_keeps_whole_batches();
    void killing_the_import_loses_nothing_that_was_taken();
};
