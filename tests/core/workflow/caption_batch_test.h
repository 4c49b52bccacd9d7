// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class CaptionBatchTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_request_is_the_one_that_a_live_server_gets();
    void files_end_at_their_limits_and_are_numbered();
    void files_that_exist_are_not_replaced();
    void an_export_of_nothing_says_why();
    void answers_in_either_nesting_become_captions();
    void answers_imported_again_are_known();
    void an_export_after_an_import_asks_for_the_rest_only();
    void what_is_no_caption_is_listed_with_its_row();
    void every_file_must_be_there_before_the_first_is_read();
    void files_of_which_nothing_was_usable_are_named();
    void what_people_approved_stays();
};
