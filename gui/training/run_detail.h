// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"

#include <QHash>
#include <QWidget>

#include <vector>

class QAction;
class QComboBox;
class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QMenu;
class QScrollArea;
class QVBoxLayout;

namespace recap::gui {

class CaptionCurveView;
class Card;
class ChartPanel;
class RunFacts;
class SampleStrip;
class StatTile;
class ThumbnailCache;
class TrainingPresenter;

// Everything about the selected run: numbers, curves, samples, example captions, log. Draws what the presenter says.
class RunDetail final : public QWidget {
    Q_OBJECT

public:
    // `actions`: the buttons that steer the run, in their order; `further`: those beside its name.
    RunDetail(TrainingPresenter& presenter, ThumbnailCache& thumbnails, const QList<QAction*>& actions,
              const QList<QAction*>& further, QWidget* parent = nullptr);

Q_SIGNALS:
    void compareWanted();
    // Images of a query, with the captions of `source` under review.
    void imagesWanted(const QString& query, const QString& source);
    // The quality of the captions that the run wrote.
    void qualityWanted();

private:
    QWidget* makeHead(const QList<QAction*>& actions, const QList<QAction*>& further);
    QWidget* makeTiles();
    QWidget* makeChart();
    QWidget* makeCurve();
    void fillQuantities(RunKind kind);
    QWidget* makeSamples();
    QWidget* makeLog();
    void showHead();
    void showCurves();
    void showCaptionCurve();
    void showSamples();
    void showPrompt();
    void showLog();
    void fillCompareMenu();
    void showCompared();
    // A strip for each run that is shown, the selected one first.
    void fitStrips(std::size_t count);

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
    Card* curveCard_ = nullptr;
    CaptionCurveView* curve_ = nullptr;
    QPushButton* compare_ = nullptr;
    QMenu* compareMenu_ = nullptr;
    QComboBox* quantity_ = nullptr;
    RunKind quantitiesOf_ = RunKind::Diffusion;  // whose quantities are offered
    RunId shown_;
    Card* samplesCard_ = nullptr;
    QComboBox* prompt_ = nullptr;
    struct Strip {
        QLabel* name;
        QScrollArea* scroll;
        SampleStrip* strip;
    };
    std::vector<Strip> strips_;
    QVBoxLayout* stripPlace_ = nullptr;
    ThumbnailCache& thumbnails_;
    RunFacts* facts_ = nullptr;
    QLabel* noSamples_ = nullptr;
    QPlainTextEdit* log_ = nullptr;
};

}  // namespace recap::gui
