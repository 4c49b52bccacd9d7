// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestLdmFile : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_single_file_gives_the_tensors_of_the_folder();
    void what_is_no_weight_is_listed_as_ignored();
    void the_folder_written_as_a_single_file_gives_its_tensors_back();
    void full_size_names_convert_to_the_published_ones_and_back();
    void averages_are_taken_only_when_asked_for();
    void other_model_families_are_refused_with_the_reason();
    void a_single_file_loads_into_the_three_networks();
};
