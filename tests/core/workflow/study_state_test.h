// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class StudyStateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void a_folder_without_a_study_has_none();
    void finished_stages_and_the_options_that_continue_them_are_read();
    void a_finished_study_has_its_table_and_report();
    void reading_takes_no_lock_and_works_beside_a_writer();
};
