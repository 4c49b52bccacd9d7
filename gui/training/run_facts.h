// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/card.h"

class QTableWidget;

namespace recap::gui {

class TrainingPresenter;

// Every option of the selected run; with other runs in the chart, the options in which they differ, side by side.
class RunFacts final : public Card {
    Q_OBJECT

public:
    explicit RunFacts(TrainingPresenter& presenter, QWidget* parent = nullptr);
    void refresh();

private:
    TrainingPresenter& presenter_;
    QTableWidget* table_;
    QLabel* none_;
};

}  // namespace recap::gui
