// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>

namespace recap::gui {

// One curve of a run, ordered by step: a repeated or earlier step (a resumed run repeats steps) replaces what was there
// from that step on, as the trainer itself discards that part. Values that are not finite are kept out and counted.
class Curve {
public:
    void append(qint64 step, double value);

    const QList<QPointF>& points() const { return points_; }  // x: step
    bool empty() const { return points_.isEmpty(); }
    double last() const { return points_.last().y(); }  // not for an empty curve
    qsizetype notFinite() const { return notFinite_; }

private:
    QList<QPointF> points_;
    qsizetype notFinite_ = 0;
};

}  // namespace recap::gui
