// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/chart_curve.h"

#include <QList>
#include <QPointF>

#include <memory>

namespace recap::gui {

// One curve of a run, ordered by step: a repeated or earlier step (a resumed run repeats steps) replaces what was there
// from that step on, as the trainer itself discards that part. Values that are not finite are kept out and counted.
class Curve {
public:
    void append(qint64 step, double value);

    const QList<QPointF>& points() const { return data_->points(); }  // x: step
    bool empty() const { return data_->empty(); }
    double last() const { return points().last().y(); }  // not for an empty curve
    // Shared: a chart that holds it sees what is appended.
    const std::shared_ptr<ChartCurve>& data() const { return data_; }
    qsizetype notFinite() const { return notFinite_; }

private:
    std::shared_ptr<ChartCurve> data_ = std::make_shared<ChartCurve>();
    qsizetype notFinite_ = 0;
};

}  // namespace recap::gui
