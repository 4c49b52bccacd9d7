// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestZipChecksums : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_flipped_bit_is_refused_with_the_name_of_its_entry();
    void every_form_of_archive_is_checked_data();
    void every_form_of_archive_is_checked();
    void a_checksum_of_zero_is_none();
    void names_and_shapes_are_read_without_the_check();
    void large_entries_are_checked_in_pieces();
};
