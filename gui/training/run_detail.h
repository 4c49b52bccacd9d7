// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QWidget>

class QAction;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;

namespace recap::gui {

class Card;
class ChartPanel;
class SampleStrip;
class StatTile;
class ThumbnailCache;
class TrainingPresenter;

// Everything about the selected run: numbers, curves, samples, log. Draws what the presenter says.
class RunDetail final : public QWidget {
    Q_OBJECT

public:
    // `actions`: the buttons of the head, in their order.
    RunDetail(TrainingPresenter& presenter, ThumbnailCache& thumbnails, const QList<QAction*>& actions,
              QWidget* parent = nullptr);

Q_SIGNALS:
    void compareWanted();

private:
    QWidget* buildHead(const QList<QAction*>& actions);
    QWidget* buildTiles();
    QWidget* buildChart();
    QWidget* buildSamples(ThumbnailCache& thumbnails);
    QWidget* buildLog();
    void showHead();
    void showCurves();
    void showSamples();
    void showPrompt();
    void showLog();
    void fillCompareBox();

    TrainingPresenter& presenter_;
    QLabel* name_ = nullptr;
    QLabel* state_ = nullptr;
    QLabel* summary_ = nullptr;
    QLabel* message_ = nullptr;
    QWidget* tiles_ = nullptr;
    StatTile* loss_ = nullptr;
    StatTile* validation_ = nullptr;
    StatTile* rate_ = nullptr;
    StatTile* norm_ = nullptr;
    StatTile* speed_ = nullptr;
    StatTile* left_ = nullptr;
    ChartPanel* chart_ = nullptr;
    QComboBox* compare_ = nullptr;
    QComboBox* quantity_ = nullptr;
    Card* samplesCard_ = nullptr;
    QComboBox* prompt_ = nullptr;
    SampleStrip* strip_ = nullptr;
    QLabel* noSamples_ = nullptr;
    QPlainTextEdit* log_ = nullptr;
};

}  // namespace recap::gui
