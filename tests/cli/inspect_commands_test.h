// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class InspectCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void inspect_says_what_any_file_is();
    void inspect_lists_and_names_what_it_cannot_use();
    void inspect_names_what_is_special_about_a_folder();
    void models_and_adapters_that_cannot_be_drawn_with_are_refused_by_name();
    void a_black_picture_is_never_drawn_from_broken_weights();
    void inspect_reads_the_head_of_a_huge_file_only();
    void judges_are_listed_and_checked();
    void folders_of_pictures_are_measured();
    void a_judges_file_that_cannot_be_read_is_named();
};
