// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestBlipFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_file_of_the_first_release_gives_the_reference_logits();
    void full_size_names_and_shapes_equal_the_published_ones_data();
    void full_size_names_and_shapes_equal_the_published_ones();
    void every_layout_of_a_folder_gives_the_same_weights();
    void parts_of_pre_training_are_left_out_and_listed();
    void files_that_write_no_captions_are_refused_by_name();
    void missing_tensors_are_listed();
    void sizes_that_shapes_leave_open_are_refused();
    void positions_are_resized_as_in_the_first_release();
};
