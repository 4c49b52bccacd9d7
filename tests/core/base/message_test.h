// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class MessageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void arguments_stand_where_the_sentence_names_them();
    void an_argument_that_looks_like_a_place_stays_as_it_is();
    void a_place_without_an_argument_stays();
    void numbers_and_paths_are_written_as_people_read_them();
    void a_sentence_in_a_sentence_is_translated_as_well();
    void words_that_are_not_ours_are_not_translated();
    void an_error_says_its_message_in_english();
    void a_stored_sentence_is_read_as_it_was();
    void a_stored_text_of_another_kind_is_a_sentence();
};
