// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class ParallelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void every_number_is_worked_on_once();
    void as_many_threads_work_at_the_same_time();
    void the_first_exception_is_thrown_again_and_nothing_more_begins();
};
