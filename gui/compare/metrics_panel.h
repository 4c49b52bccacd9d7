// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/compare/metrics_model.h"

#include <QWidget>

class QAction;
class QComboBox;
class QLabel;
class QPushButton;
class QTableView;

namespace recap::gui {

class Card;
class IntervalChart;

// The metrics table with its chart and the card of the chosen number.
class MetricsPanel final : public QWidget {
    Q_OBJECT

public:
    // `compute`: the action that judges the chosen runs; `more`: what else belongs to metrics, as buttons below.
    MetricsPanel(QAction* compute, const QList<QAction*>& more, QWidget* parent = nullptr);
    void setTable(const ResultsTable& table, std::map<RunId, int> series);
    // The table takes the keyboard.
    void takeFocus();

Q_SIGNALS:
    void exportWanted();
    // The pictures behind a number of the table are wanted.
    void picturesWanted(int row, int column);

private:
    QWidget* makeTable(QAction* compute, const QList<QAction*>& more);
    QWidget* makeChart();
    void showChart();
    void showCard();
    void showMenu(const QPoint& place);
    // Of the number that is selected, where there is one.
    void wantPictures();

    MetricsModel model_;
    std::map<RunId, int> series_;
    QTableView* table_ = nullptr;
    Card* tableCard_ = nullptr;
    Card* chartCard_ = nullptr;
    QLabel* empty_ = nullptr;
    QLabel* cardText_ = nullptr;
    QComboBox* metric_ = nullptr;
    IntervalChart* chart_ = nullptr;
    QWidget* buttons_ = nullptr;
    QPushButton* pictures_ = nullptr;
};

}  // namespace recap::gui
