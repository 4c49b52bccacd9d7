// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class CaptionPhrasesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void captions_that_seem_cut_off_are_told_data();
    void captions_that_seem_cut_off_are_told();
    void phrases_count_the_texts_that_have_them();
    void a_longer_phrase_stands_for_the_shorter_ones_in_it();
    void rare_phrases_make_room_and_frequent_ones_stay();
    void content_words_are_those_that_may_name_something();
};
