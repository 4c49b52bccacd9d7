// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TextFileTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_text_is_the_same_in_every_encoding_data();
    void a_text_is_the_same_in_every_encoding();
    void what_is_no_text_is_refused_by_name();
    void a_line_that_is_no_text_does_not_end_the_reading();
    void lines_end_as_every_system_ends_them();
    void json_is_read_behind_a_byte_order_mark_and_refused_in_other_encodings();
};
