// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestDamagedPictures : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void damaged_picture_is_decoded_or_refused_data();
    void damaged_picture_is_decoded_or_refused();
    void head_and_pixels_of_an_accepted_picture_agree_data() { damaged_picture_is_decoded_or_refused_data(); }
    void head_and_pixels_of_an_accepted_picture_agree();
    void random_bytes_are_no_picture();
};
