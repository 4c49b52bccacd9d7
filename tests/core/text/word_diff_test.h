// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestWordDiff : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void replaced_word_is_deleted_then_inserted();
    void equal_texts_are_one_span();
    void punctuation_is_its_own_word();
    void spans_rebuild_both_texts_on_random_edits();
    void empty_side_gives_one_span();
    void contraction_stays_one_word();
};
