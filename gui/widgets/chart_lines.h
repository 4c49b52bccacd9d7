// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/widgets/chart_curve.h"

#include <QList>
#include <QRectF>
#include <QString>

#include <memory>
#include <vector>

class QChart;
class QLineSeries;
class QLogValueAxis;
class QScatterSeries;
class QValueAxis;

namespace recap::gui {

struct ChartSeries {
    QString name;
    int style = 0;  // index of Theme's series styles
    std::shared_ptr<const ChartCurve> curve;
};

// What part of the curves is seen, and how.
struct ChartView {
    double from = 0, to = 1;  // of x
    double smoothing = 0;     // weight of the moving average; 0: the values alone
    bool log = false;
    int columns = 600;  // pixels
};

// The curves of a panel as objects of QtCharts, which are kept and only filled anew: making them costs more than
// drawing them.
class ChartLines {
public:
    ChartLines(QChart* chart, QString xTitle);

    // Values faint, their average in the run's dash and marker, and both axes around what is seen.
    void draw(const QList<ChartSeries>& series, const ChartView& view);
    // Fewer labels where they would overlap.
    void setNarrow(bool narrow);
    // Points that were handed to QtCharts by the last draw().
    qsizetype drawnPoints() const { return drawn_; }
    // The x at a place of the chart.
    double valueAt(QPointF chartPosition) const;

private:
    struct Line {
        QLineSeries* raw;
        QLineSeries* main;
        QScatterSeries* markers;
    };
    struct Points {
        QList<QPointF> raw, main, marks;
    };
    void keep(std::size_t count);
    static Points pointsOf(const ChartSeries& series, const ChartView& view, QRectF& bounds);
    void fill(const Line& line, int style, const Points& points);
    void setAxes(const QRectF& bounds, const ChartView& view);

    QChart* chart_;
    QValueAxis* x_;
    QValueAxis* linear_;
    QLogValueAxis* logarithmic_;
    bool log_ = false, narrow_ = false;
    std::vector<Line> lines_;
    qsizetype drawn_ = 0;
};

}  // namespace recap::gui
