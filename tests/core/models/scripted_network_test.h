// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtCore/QObject>

class TestScriptedNetwork : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_program_computes_with_its_flags_and_parts();
    void words_that_touch_files_or_extensions_are_refused_data();
    void words_that_touch_files_or_extensions_are_refused();
    void an_archive_that_writes_files_is_not_run();
    void what_is_no_archive_is_named();
    void a_program_that_stops_says_why();
};
