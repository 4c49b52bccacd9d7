// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class GifTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void a_small_picture_decodes_to_its_known_pixels();
    void growing_and_full_code_tables_decode();
    void transparent_pixels_become_white();
    void interlaced_rows_are_put_in_order();
    void a_cut_off_file_is_refused_at_every_length();
};
