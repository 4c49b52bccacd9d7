// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class CaptionFaultsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void faults_are_told_by_the_text_data();
    void faults_are_told_by_the_text();
    void repetition_is_the_share_that_was_worked_out_by_hand();
    void every_fault_has_a_name_of_its_own();
};
