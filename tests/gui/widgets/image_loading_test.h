// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace recap::gui {

class ImageLoadingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void colours_of_an_embedded_profile_are_shown_as_they_are_meant_data();
    void colours_of_an_embedded_profile_are_shown_as_they_are_meant();
    void a_picture_without_profile_or_in_srgb_keeps_its_numbers();
    void a_damaged_profile_does_not_hide_the_picture();
    void what_a_training_reads_is_shown_data();
    void what_a_training_reads_is_shown();
    void a_missing_file_is_told_from_one_that_is_damaged();
};

}  // namespace recap::gui
