// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class UnicodeTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void utf8_is_taken_as_it_is();
    void a_byte_order_mark_is_dropped();
    void utf16_is_recognised_by_its_mark();
    void other_bytes_are_windows_1252();
    void ill_formed_sequences_are_recognised();
    void repair_keeps_what_is_good();
    void code_points_round_trip();
    void composition_and_decomposition_are_inverse();
    void lower_case_follows_python();
    void trimming_removes_ascii_white_space();
};
