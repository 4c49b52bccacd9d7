// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestTokenizers : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void clip_ids_equal_the_reference_on_every_row();
    void wordpiece_ids_and_texts_equal_the_reference_on_every_row();
    void shipped_vocabularies_are_complete();
    void decoding_gives_the_normalised_words();
    void counting_says_where_the_model_stops_reading();
    void cut_is_found_behind_letters_that_change_length_when_normalised();
    void a_text_that_fits_is_not_cut();
    void truncation_keeps_the_end_token();
    void ill_formed_utf8_is_tokenised_as_replacement_characters();
    void damaged_vocabularies_are_refused_by_name();
    void tokenizer_json_gives_the_same_ids_as_the_two_files();
    void wordpiece_truncation_keeps_the_separator();
};
