// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// The inputs of tests/fuzz/corpus and damaged copies of them, through the fuzzer's entry.
class TestFuzzCorpus : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_reader_has_an_input_that_it_accepts();
    void damaged_inputs_are_read_or_refused_data();
    void damaged_inputs_are_read_or_refused();
    void damaged_pickled_files_are_read_or_refused();
};
