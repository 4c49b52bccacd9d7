// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// What this program does as one of several training processes (RECAP_TEST_REPLICA names the file rank 0 writes); -1: it
// is the test itself.
int runAsReplica();

class TestReplicas : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void two_processes_train_what_one_does_with_twice_the_batch();
    void variables_that_do_not_fit_are_refused();
};
