// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestDamagedText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void any_bytes_become_valid_utf8();
    void json_is_read_or_refused();
    void lists_of_json_are_read_or_refused();
    void image_query_is_understood_or_refused_with_a_position();
    void clip_tokens_of_any_bytes_fill_the_window_with_known_ids();
    void wordpiece_tokens_of_any_bytes_are_known_ids();
};
