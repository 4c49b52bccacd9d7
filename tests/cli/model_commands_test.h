// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ModelCommandsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void doctor_reports_versions_devices_and_files();
    void print_options_lists_type_default_range_and_help();
    void inspect_names_tensors_of_a_file();
    void inspect_compares_a_pipeline_with_our_modules();
    void inspect_finds_what_is_missing();
    void every_malformed_file_is_refused_in_one_sentence();
};
