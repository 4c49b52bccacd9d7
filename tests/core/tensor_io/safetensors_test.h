// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestSafetensors : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void valid_files_give_the_recorded_values();
    void each_malformed_file_is_refused_in_one_sentence_data();
    void each_malformed_file_is_refused_in_one_sentence();
    void a_file_cut_anywhere_is_refused();
    void written_files_read_back_bit_for_bit();
    void written_headers_are_padded_and_name_a_format();
    void a_failed_write_leaves_the_old_file();
    void writing_to_a_read_tensor_does_not_change_the_file();
    void a_tensor_outlives_its_file_object();
    void unaligned_data_are_read();
    void a_missing_file_and_a_missing_tensor_are_named();
    void opening_reads_the_header_only();
};
