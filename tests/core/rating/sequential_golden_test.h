// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

// Intervals that hold at any time, intervals of shares, Davidson's model and power, against golden/judges/sequential.
class SequentialGoldenTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void golden_hedged_sequences();
    void golden_closed_forms();
    void golden_capital_and_e_values();
    void golden_beta_mixtures();
    void golden_intervals_of_shares();
    void golden_differences_of_shares();
    void golden_davidson();
    void golden_power();
};
