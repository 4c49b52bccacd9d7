// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "gui/shell/project_part.h"
#include "gui/training/curve_store.h"

#include <QString>
#include <QStringList>
#include <QTimer>

#include <map>
#include <vector>

namespace recap::gui {

class RunCards;
class RunRows;
class RunSelection;

// The numbers above the chart as texts; empty while unknown.
struct RunTiles {
    QString loss, validation, learningRate, gradientNorm, imagesPerSecond, timeLeft;
    bool operator==(const RunTiles&) const = default;
};

// What the runs that are drawn have made so far: curves (history from the database, then what is said), samples and
// checkpoints.
class RunHistory final : public ProjectPart {
    Q_OBJECT

public:
    RunHistory(const RunSelection& selection, const RunRows& rows, const RunCards& cards, QObject* parent = nullptr);

    void announce() override {}
    // Names: loss, validation_loss, lr, grad_norm, images_per_second. Empty when nothing was recorded (yet).
    const Curve& curve(RunId run, const QString& name) const { return curves_.curve(run, name); }
    void add(const ScalarEvent& event);
    // `smoothing`: weight of the chart's moving average, so that the tile says what the curve shows.
    RunTiles tiles(double smoothing) const;
    // Of the run that is looked at.
    const std::vector<SampleRecord>& samples() const;
    const std::vector<SampleRecord>& samplesOf(RunId run) const;
    const std::vector<CheckpointRecord>& checkpoints() const { return checkpoints_; }
    // Prompts of the samples in the order in which they were asked for.
    QStringList prompts() const;
    QString samplePath(const SampleRecord& sample) const;
    // Reads samples and checkpoints again.
    void loadSamples();

Q_SIGNALS:
    void curvesChanged();  // at most ten times a second
    void samplesChanged();
    // After samplesChanged.
    void checkpointsChanged();

protected:
    void forget() override;

private:
    void showOthers();

    const RunSelection& selection_;
    const RunRows& rows_;
    const RunCards& cards_;
    CurveStore curves_;
    std::map<RunId, std::vector<SampleRecord>> samples_;
    std::vector<CheckpointRecord> checkpoints_;
    RunId checkpointsOf_;
    QTimer redraw_;
    LatestOnly sampleQuery_;
};

}  // namespace recap::gui
