// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/compare/interval_chart.h"

#include "gui/base/theme.h"
#include "gui/compare/metrics_model.h"
#include "gui/widgets/axis_ticks.h"
#include "gui/widgets/chart_panel.h"

#include <QPainter>

#include <algorithm>

namespace recap::gui {

IntervalChart::IntervalChart(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("metricChart"));
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void IntervalChart::setPoints(std::vector<IntervalPoint> points, int decimals, const QString& direction) {
    points_ = std::move(points);
    decimals_ = decimals;
    direction_ = direction;
    QStringList texts;
    for (const auto& p : points_)
        texts << tr("%1: %2, %3 to %4")
                     .arg(p.name, metricText(p.value, decimals), metricText(p.low, decimals),
                          metricText(p.high, decimals));
    setAccessibleDescription(texts.join(QStringLiteral("; ")));
    update();
}

void IntervalChart::paintEvent(QPaintEvent*) {
    if (points_.empty()) return;
    const auto& theme = Theme::current();
    const auto& c = theme.colors();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.smallFont());
    const QFontMetrics metrics(theme.smallFont());

    double low = points_.front().low;
    double high = points_.front().high;
    for (const auto& p : points_) {
        low = std::min({low, p.low, p.value});
        high = std::max({high, p.high, p.value});
    }
    const auto ticks = axisTicks(low, high, 5);
    const int decimals = tickDecimals(ticks);
    int axisWidth = 0;
    for (const double tick : ticks)
        axisWidth = std::max(axisWidth, metrics.horizontalAdvance(metricText(tick, decimals)));
    const QRectF plot(axisWidth + kGrid, kGrid, width() - axisWidth - 2 * kGrid, height() - 6 * kGrid);
    const auto yOf = [&](double value) {
        return plot.bottom() - (value - ticks.front()) / (ticks.back() - ticks.front()) * plot.height();
    };
    for (const double tick : ticks) {
        painter.setPen(c.border);
        painter.drawLine(QPointF(plot.left(), yOf(tick)), QPointF(plot.right(), yOf(tick)));
        painter.setPen(c.muted);
        painter.drawText(QRectF(0, yOf(tick) - 8, axisWidth, 16), Qt::AlignRight | Qt::AlignVCenter,
                         metricText(tick, decimals));
    }
    const double slot = plot.width() / static_cast<double>(points_.size());
    const QSize swatch(28, 14);
    for (std::size_t i = 0; i < points_.size(); ++i) {
        const auto& p = points_[i];
        const double x = plot.left() + (static_cast<double>(i) + 0.5) * slot;
        const QColor color = p.reference ? c.muted : theme.seriesColor(p.series);
        painter.setPen(QPen(color, 1.5));
        painter.drawLine(QPointF(x, yOf(p.low)), QPointF(x, yOf(p.high)));
        for (const double end : {p.low, p.high}) painter.drawLine(QPointF(x - 6, yOf(end)), QPointF(x + 6, yOf(end)));
        if (p.reference) {
            painter.setBrush(c.surface);
            painter.drawEllipse(QPointF(x, yOf(p.value)), 4, 4);
        } else {
            painter.drawPixmap(QPointF(x - swatch.width() / 2.0, yOf(p.value) - swatch.height() / 2.0),
                               seriesSwatch(p.series, swatch, devicePixelRatioF()));
        }
        painter.setPen(c.text);
        painter.drawText(QRectF(x + 16, yOf(p.value) - 16, slot / 2, 14), Qt::AlignLeft,
                         metricText(p.value, decimals_));
        painter.setPen(c.muted);
        const QRectF label(x - slot / 2 + 2, plot.bottom() + kGrid, slot - 4, 16);
        painter.drawText(label, Qt::AlignHCenter | Qt::AlignTop,
                         metrics.elidedText(p.name, Qt::ElideRight, static_cast<int>(label.width())));
    }
    painter.drawText(QRectF(plot.left(), height() - 2 * kGrid, plot.width(), 16), Qt::AlignCenter, direction_);
}

}  // namespace recap::gui
