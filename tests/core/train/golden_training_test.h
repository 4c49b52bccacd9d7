// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class TestGoldenTraining : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_recorded_run_is_replayed_data();
    void every_recorded_run_is_replayed();
    void adapters_trained_here_are_those_of_the_reference_files();
};
