// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestClipFiles : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void open_clip_folders_equal_the_reference();
    void gelu_of_a_transformers_folder_equals_the_reference();
    void names_and_shapes_of_vit_h_14_are_known();
    void shapes_tell_the_sizes_of_vit_h_14();
    void a_torchscript_archive_of_openai_is_read_without_running_it();
    void a_file_whose_activation_is_open_asks_for_its_configuration();
    void other_towers_are_refused_by_name();
    void another_network_is_named();
};
