// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/count_chart.h"

#include "gui/base/error_text.h"
#include "gui/base/theme.h"
#include "gui/widgets/axis_ticks.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>
#include <utility>

namespace recap::gui {

namespace {

QString fixed(double value, int decimals) {
    return QLocale().toString(value, 'f', decimals);
}

// Where values and numbers are on the widget.
struct Axes {
    QRectF plot;
    std::vector<double> ticks;
    qsizetype columns;

    double x(qsizetype column) const {
        return plot.left() + (static_cast<double>(column) + 0.5) / static_cast<double>(columns) * plot.width();
    }
    double y(double value) const {
        return plot.bottom() - (value - ticks.front()) / (ticks.back() - ticks.front()) * plot.height();
    }
};

std::vector<double> ticksOf(const QList<CountValue>& means, const QList<CountValue>& singles) {
    double low = means.front().value, high = low;
    for (const auto* list : {&means, &singles})
        for (const auto& v : *list)
            for (const double y : {v.value, v.low, v.high}) {
                if (!std::isfinite(y)) continue;
                low = std::min(low, y);
                high = std::max(high, y);
            }
    return axisTicks(low, high, 5);
}

void drawGrid(QPainter& painter, const Axes& axes) {
    const auto& c = Theme::current().colors();
    const int decimals = tickDecimals(axes.ticks);
    for (const double tick : axes.ticks) {
        painter.setPen(c.border);
        painter.drawLine(QPointF(axes.plot.left(), axes.y(tick)), QPointF(axes.plot.right(), axes.y(tick)));
        painter.setPen(c.muted);
        painter.drawText(QRectF(0, axes.y(tick) - 8, axes.plot.left() - kGrid, 16), Qt::AlignRight | Qt::AlignVCenter,
                         fixed(tick, decimals));
    }
}

// Values of one number side by side, so that equal ones do not hide each other.
void drawSingles(QPainter& painter, const Axes& axes, const QList<CountValue>& means,
                 const QList<CountValue>& singles) {
    painter.setPen(QPen(Theme::current().colors().muted, 1.2));
    painter.setBrush(Qt::NoBrush);
    for (qsizetype column = 0; column < means.size(); ++column) {
        QList<double> values;
        for (const auto& single : singles)
            if (single.count == means.at(column).count) values << single.value;
        if (values.size() < 2) continue;
        const double step = std::min(10.0, axes.plot.width() / static_cast<double>(4 * axes.columns * values.size()));
        for (qsizetype i = 0; i < values.size(); ++i) {
            const double beside = 12 + static_cast<double>(i) * step;
            painter.drawEllipse(QPointF(axes.x(column) + beside, axes.y(values.at(i))), 3, 3);
        }
    }
}

void drawMeans(QPainter& painter, const Axes& axes, const QList<CountValue>& means) {
    const auto& theme = Theme::current();
    QPainterPath line;
    for (qsizetype i = 0; i < means.size(); ++i) {
        const QPointF at(axes.x(i), axes.y(means.at(i).value));
        i == 0 ? line.moveTo(at) : line.lineTo(at);
    }
    const QColor color = theme.seriesColor(0);
    painter.strokePath(line, theme.seriesPen(0));
    painter.setPen(QPen(color, 1.5));
    painter.setBrush(color);
    for (qsizetype i = 0; i < means.size(); ++i) {
        const auto& mean = means.at(i);
        const double x = axes.x(i);
        if (std::isfinite(mean.low) && std::isfinite(mean.high)) {
            painter.drawLine(QPointF(x, axes.y(mean.low)), QPointF(x, axes.y(mean.high)));
            for (const double end : {mean.low, mean.high})
                painter.drawLine(QPointF(x - 5, axes.y(end)), QPointF(x + 5, axes.y(end)));
        }
        painter.drawEllipse(QPointF(x, axes.y(mean.value)), 4, 4);
    }
}

}  // namespace

CountChart::CountChart(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("countChart"));
    connect(&Theme::current(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void CountChart::setValues(QList<CountValue> means, QList<CountValue> singles, const QString& xTitle) {
    means_ = std::move(means);
    singles_ = std::move(singles);
    xTitle_ = xTitle;
    QStringList texts;
    for (const auto& mean : std::as_const(means_))
        texts << (std::isfinite(mean.low) ? tr("%1: %2, %3 to %4")
                                                .arg(QLocale().toString(mean.count), numberText(mean.value),
                                                     numberText(mean.low), numberText(mean.high))
                                          : tr("%1: %2").arg(QLocale().toString(mean.count), numberText(mean.value)));
    setAccessibleDescription(texts.join(QStringLiteral("; ")));
    update();
}

void CountChart::paintEvent(QPaintEvent*) {
    if (means_.isEmpty()) return;
    const auto& theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(theme.smallFont());
    const QFontMetrics metrics(theme.smallFont());
    Axes axes{{}, ticksOf(means_, singles_), means_.size()};
    int labels = 0;
    for (const double tick : axes.ticks)
        labels = std::max(labels, metrics.horizontalAdvance(fixed(tick, tickDecimals(axes.ticks))));
    axes.plot = QRectF(labels + 2 * kGrid, kGrid, width() - labels - 3 * kGrid, height() - 6 * kGrid);
    drawGrid(painter, axes);
    drawSingles(painter, axes, means_, singles_);
    drawMeans(painter, axes, means_);
    painter.setPen(theme.colors().muted);
    const double slot = axes.plot.width() / static_cast<double>(axes.columns);
    for (qsizetype i = 0; i < means_.size(); ++i)
        painter.drawText(QRectF(axes.x(i) - slot / 2, axes.plot.bottom() + kGrid / 2.0, slot, 16), Qt::AlignCenter,
                         QLocale().toString(means_.at(i).count));
    painter.drawText(QRectF(axes.plot.left(), height() - 2.5 * kGrid, axes.plot.width(), 18), Qt::AlignCenter, xTitle_);
}

}  // namespace recap::gui
