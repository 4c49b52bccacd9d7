// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class OnnxDetectorTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void boxes_of_every_network_equal_the_reference();
    void pictures_of_any_size_are_letterboxed();
    void the_file_says_names_licence_and_task();
    void names_that_do_not_fit_are_refused();
    void names_are_read_as_python_and_json_print_them();
    void other_texts_are_not_names();
    void an_end_to_end_network_keeps_its_boxes();
    void a_free_size_is_what_the_exporter_says();
    void a_class_without_a_name_is_refused();
    void networks_that_are_not_detectors_are_refused();
    void damaged_files_are_refused();
    void without_the_module_a_sentence_says_what_to_install();
};
