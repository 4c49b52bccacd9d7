// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/chart_lines.h"

#include "gui/base/theme.h"

#include <QtCharts/QChart>
#include <QtCharts/QLineSeries>
#include <QtCharts/QLogValueAxis>
#include <QtCharts/QScatterSeries>
#include <QtCharts/QValueAxis>

#include <algorithm>
#include <cmath>

namespace recap::gui {

namespace {

constexpr int kMarkers = 8;

QScatterSeries::MarkerShape chartShape(MarkerShape shape) {
    switch (shape) {
        case MarkerShape::Circle: return QScatterSeries::MarkerShapeCircle;
        case MarkerShape::Square: return QScatterSeries::MarkerShapeRectangle;
        case MarkerShape::Triangle: return QScatterSeries::MarkerShapeTriangle;
        case MarkerShape::Diamond: return QScatterSeries::MarkerShapeRotatedRectangle;
        case MarkerShape::Cross: return QScatterSeries::MarkerShapePentagon;
        case MarkerShape::Star: return QScatterSeries::MarkerShapeStar;
    }
    return QScatterSeries::MarkerShapeCircle;
}

// What a logarithmic axis can show.
QList<QPointF> seen(QList<QPointF> points, bool log) {
    if (log) points.removeIf([](const QPointF& p) { return p.y() <= 0; });
    return points;
}

void widen(QRectF& bounds, const QList<QPointF>& points, const ChartView& view) {
    for (const QPointF& p : points) {
        if (p.x() < view.from || p.x() > view.to) continue;
        const QRectF spot(p, QSizeF(1e-12, 1e-12));
        bounds = bounds.isNull() ? spot : bounds.united(spot);
    }
}

// The next larger of 1, 2, 5, 10, 20, ...
double roundStep(double least) {
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (factor * power >= least) return factor * power;
    return 10 * power;
}

void style(QAbstractAxis* axis) {
    const ThemeColors& colors = Theme::current().colors();
    axis->setLabelsFont(Theme::current().smallFont());
    axis->setTitleFont(Theme::current().smallFont());
    axis->setLabelsColor(colors.muted);
    axis->setTitleBrush(colors.muted);
    axis->setGridLineColor(colors.border);
    axis->setLinePenColor(colors.border);
}

}  // namespace

ChartLines::ChartLines(QChart* chart, QString xTitle)
    : chart_(chart), x_(new QValueAxis(chart)), linear_(new QValueAxis(chart)), logarithmic_(new QLogValueAxis(chart)) {
    x_->setTitleText(std::move(xTitle));
    x_->setLabelFormat(QStringLiteral("%.6g"));
    x_->setTickType(QValueAxis::TicksDynamic);
    x_->setTickAnchor(0);
    x_->setGridLineVisible(false);
    linear_->setLabelFormat(QStringLiteral("%.4g"));
    linear_->setTickCount(6);
    linear_->setLineVisible(false);
    logarithmic_->setBase(10);
    logarithmic_->setLabelFormat(QStringLiteral("%.3g"));
    logarithmic_->setLineVisible(false);
    logarithmic_->setVisible(false);
    chart_->addAxis(x_, Qt::AlignBottom);
    chart_->addAxis(linear_, Qt::AlignLeft);
    chart_->addAxis(logarithmic_, Qt::AlignLeft);
}

void ChartLines::setNarrow(bool narrow) {
    narrow_ = narrow;
}

double ChartLines::valueAt(QPointF chartPosition) const {
    return lines_.empty() ? 0 : chart_->mapToValue(chartPosition, lines_.front().main).x();
}

void ChartLines::keep(std::size_t count) {
    while (lines_.size() > count) {
        for (QAbstractSeries* series :
             {static_cast<QAbstractSeries*>(lines_.back().raw), static_cast<QAbstractSeries*>(lines_.back().main),
              static_cast<QAbstractSeries*>(lines_.back().markers)}) {
            chart_->removeSeries(series);
            delete series;
        }
        lines_.pop_back();
    }
    while (lines_.size() < count) {
        Line line{new QLineSeries(chart_), new QLineSeries(chart_), new QScatterSeries(chart_)};
        line.markers->setMarkerSize(8);
        line.markers->setBorderColor(Qt::transparent);
        for (QAbstractSeries* series :
             {static_cast<QAbstractSeries*>(line.raw), static_cast<QAbstractSeries*>(line.main),
              static_cast<QAbstractSeries*>(line.markers)}) {
            chart_->addSeries(series);
            series->attachAxis(x_);
            series->attachAxis(log_ ? static_cast<QAbstractAxis*>(logarithmic_) : linear_);
        }
        lines_.push_back(line);
    }
}

void ChartLines::draw(const QList<ChartSeries>& series, const ChartView& view) {
    if (view.log != log_) {
        keep(0);  // they are tied to their axis
        log_ = view.log;
        logarithmic_->setVisible(log_);
        linear_->setVisible(!log_);
    }
    keep(static_cast<std::size_t>(series.size()));
    QRectF bounds;
    drawn_ = 0;
    std::vector<Points> points;
    for (const ChartSeries& one : series) points.push_back(pointsOf(one, view, bounds));
    // QtCharts lays a line out anew, with an outline for the mouse, whenever an axis moves: so they move while the
    // lines are empty.
    for (const Line& line : lines_)
        for (QXYSeries* each : {static_cast<QXYSeries*>(line.raw), static_cast<QXYSeries*>(line.main),
                                static_cast<QXYSeries*>(line.markers)})
            each->replace(QList<QPointF>());
    setAxes(bounds, view);
    for (std::size_t i = 0; i < lines_.size(); ++i) fill(lines_[i], series[static_cast<qsizetype>(i)].style, points[i]);
}

ChartLines::Points ChartLines::pointsOf(const ChartSeries& series, const ChartView& view, QRectF& bounds) {
    Points out;
    const auto values = seen(series.curve->extremes(view.from, view.to, view.columns), view.log);
    widen(bounds, values, view);
    if (view.smoothing > 0) {
        // The average moves slowly: every second column shows all of it.
        const auto& average = series.curve->smoothed(view.smoothing);
        out.main = seen(average.extremes(view.from, view.to, view.columns / 2), view.log);
        out.raw = values;
    } else {
        out.main = values;
    }
    const qsizetype step = std::max<qsizetype>(1, out.main.size() / kMarkers);
    for (qsizetype i = out.main.size() - 1; i >= 0; i -= step) out.marks.append(out.main.at(i));
    return out;
}

void ChartLines::fill(const Line& line, int style, const Points& points) {
    const Theme& theme = Theme::current();
    QColor faint = theme.seriesColor(style);
    faint.setAlphaF(0.28F);
    line.raw->setPen(QPen(faint, 1));
    line.main->setPen(theme.seriesPen(style));
    line.markers->setMarkerShape(chartShape(theme.seriesMarker(style)));
    line.markers->setColor(theme.seriesColor(style));
    line.raw->replace(points.raw);
    line.main->replace(points.main);
    line.markers->replace(points.marks);
    drawn_ += points.raw.size() + points.main.size() + points.marks.size();
}

void ChartLines::setAxes(const QRectF& bounds, const ChartView& view) {
    for (QAbstractAxis* axis : {static_cast<QAbstractAxis*>(x_), static_cast<QAbstractAxis*>(linear_),
                                static_cast<QAbstractAxis*>(logarithmic_)})
        style(axis);
    const double to = std::max(view.to, view.from + 1e-9);
    x_->setTickInterval(roundStep((to - view.from) / (narrow_ ? 3 : 6)));
    x_->setRange(view.from, to);
    if (bounds.isNull()) {
        linear_->setRange(0, 1);
        logarithmic_->setRange(0.1, 1);
        return;
    }
    if (log_) {
        logarithmic_->setRange(bounds.top() * 0.9, bounds.bottom() * 1.1);
    } else {
        const double pad = std::max(bounds.height() * 0.05, 1e-9);
        linear_->setRange(bounds.top() - pad, bounds.bottom() + pad);
        linear_->applyNiceNumbers();
    }
}

}  // namespace recap::gui
