// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dataset/score_scatter.h"

#include "gui/base/theme.h"
#include "gui/widgets/axis_ticks.h"

#include <QApplication>
#include <QFontMetrics>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace recap::gui {

namespace {

constexpr int kLeft = 56, kBottom = 40, kTop = 8, kRight = 16;  // around the points
constexpr int kTicks = 5;
constexpr std::size_t kFew = 2'000, kMany = 20'000;  // large dots up to here, small ones beyond
constexpr int kFirstAlpha = 150, kNextAlpha = 35;    // of the first point on a pixel, and of each further one

int dotSide(std::size_t points, qreal ratio) {
    const double side = points <= kFew ? 4 : points <= kMany ? 3 : 2;
    return std::max(1, static_cast<int>(std::lround(side * ratio)));
}

}  // namespace

ScoreScatter::ScoreScatter(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("scoreScatter"));
    setMinimumHeight(300);
    setCursor(Qt::CrossCursor);
    connect(&Theme::current(), &Theme::changed, this, [this] {
        points_ = {};
        update();
    });
}

void ScoreScatter::setPairs(std::vector<ScorePair> pairs, const QString& xTitle, const QString& yTitle) {
    pairs_ = std::move(pairs);
    xTitle_ = xTitle;
    yTitle_ = yTitle;
    low_ = 0;
    high_ = 1;
    if (!pairs_.empty()) {
        low_ = high_ = pairs_.front().own;
        for (const ScorePair& pair : pairs_) {
            low_ = std::min({low_, pair.own, pair.against});
            high_ = std::max({high_, pair.own, pair.against});
        }
        const double margin = std::max((high_ - low_) * 0.02, 1e-3);
        low_ -= margin;
        high_ += margin;
    }
    range_.reset();
    points_ = {};
    update();
}

void ScoreScatter::setRange(const std::optional<ScoreRange>& range) {
    range_ = range;
    update();
}

QRect ScoreScatter::plot() const {
    return rect().adjusted(kLeft, kTop, -kRight, -kBottom);
}

std::pair<double, double> ScoreScatter::scoresAt(const QPoint& point) const {
    const QRect area = plot();
    const double x = std::clamp(double(point.x() - area.left()) / std::max(1, area.width()), 0.0, 1.0);
    const double y = std::clamp(double(area.bottom() - point.y()) / std::max(1, area.height()), 0.0, 1.0);
    return {low_ + x * (high_ - low_), low_ + y * (high_ - low_)};
}

QPoint ScoreScatter::pointOf(double against, double own) const {
    const QRect area = plot();
    const double span = high_ - low_;
    return {area.left() + static_cast<int>(std::lround((against - low_) / span * area.width())),
            area.bottom() - static_cast<int>(std::lround((own - low_) / span * area.height()))};
}

ScoreRange ScoreScatter::rangeTo(const QPoint& point) const {
    const auto [x1, y1] = scoresAt(*pressed_);
    const auto [x2, y2] = scoresAt(point);
    return rounded({std::min(x1, x2), std::max(x1, x2), std::min(y1, y2), std::max(y1, y2)});
}

// Counts the points of each pixel: what lies on top of each other is drawn darker.
void ScoreScatter::drawPoints() {
    const qreal ratio = devicePixelRatioF();
    const QSize size = plot().size() * ratio;
    if (size.isEmpty()) return;
    const int side = dotSide(pairs_.size(), ratio);
    std::vector<std::uint16_t> counts(static_cast<std::size_t>(size.width()) * static_cast<std::size_t>(size.height()));
    const double span = high_ - low_;
    for (const ScorePair& pair : pairs_) {
        const int x = static_cast<int>((pair.against - low_) / span * size.width()) - side / 2;
        const int y = size.height() - 1 - static_cast<int>((pair.own - low_) / span * size.height()) - side / 2;
        for (int dy = std::max(0, y); dy < std::min(y + side, size.height()); ++dy)
            for (int dx = std::max(0, x); dx < std::min(x + side, size.width()); ++dx) {
                auto& count = counts[static_cast<std::size_t>(dy) * static_cast<std::size_t>(size.width()) +
                                     static_cast<std::size_t>(dx)];
                if (count < 255) ++count;
            }
    }
    points_ = QImage(size, QImage::Format_ARGB32);
    const QColor color = Theme::current().colors().accent;
    for (int y = 0; y < size.height(); ++y) {
        auto* line = reinterpret_cast<QRgb*>(points_.scanLine(y));
        for (int x = 0; x < size.width(); ++x) {
            const int count = counts[static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width()) +
                                     static_cast<std::size_t>(x)];
            const int alpha = count == 0 ? 0 : std::min(255, kFirstAlpha + (count - 1) * kNextAlpha);
            line[x] = qRgba(color.red(), color.green(), color.blue(), alpha);
        }
    }
    points_.setDevicePixelRatio(ratio);
}

void ScoreScatter::drawAxes(QPainter& painter) const {
    const ThemeColors& colors = Theme::current().colors();
    const QRect area = plot();
    const QFontMetrics metrics(painter.font());
    const QLocale locale;
    const auto ticks = axisTicks(low_, high_, kTicks);
    const int decimals = tickDecimals(ticks);
    for (const double score : ticks) {
        if (score < low_ || score > high_) continue;
        const QPoint at = pointOf(score, score);
        const QString text = locale.toString(score, 'f', decimals);
        painter.setPen(colors.border);
        painter.drawLine(area.left(), at.y(), area.right(), at.y());
        painter.drawLine(at.x(), area.top(), at.x(), area.bottom());
        painter.setPen(colors.muted);
        painter.drawText(QRect(0, at.y() - 10, kLeft - 6, 20), Qt::AlignRight | Qt::AlignVCenter, text);
        const int width = metrics.horizontalAdvance(text);
        painter.drawText(std::min(at.x() - width / 2, this->width() - width), area.bottom() + 2 + metrics.ascent(),
                         text);
    }
    painter.drawText(QRect(area.left(), area.bottom() + 18, area.width(), 20), Qt::AlignCenter, xTitle_);
    painter.save();
    painter.translate(metrics.ascent(), area.center().y());
    painter.rotate(-90);
    painter.drawText(QRect(-area.height() / 2, -metrics.ascent(), area.height(), 20), Qt::AlignHCenter | Qt::AlignTop,
                     yTitle_);
    painter.restore();
}

void ScoreScatter::paintEvent(QPaintEvent*) {
    const ThemeColors& colors = Theme::current().colors();
    if (points_.isNull()) drawPoints();
    QPainter painter(this);
    painter.setFont(Theme::current().smallFont());
    drawAxes(painter);
    const QRect area = plot();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors.muted, 1, Qt::DashLine));
    painter.drawLine(pointOf(low_, low_), pointOf(high_, high_));
    painter.drawImage(area.topLeft(), points_);
    if (!range_) return;
    const QRect marked =
        QRect(pointOf(range_->against_low, range_->own_high), pointOf(range_->against_high, range_->own_low))
            .intersected(area);
    QColor inside = colors.text;
    inside.setAlpha(28);
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.fillRect(marked, inside);
    painter.setPen(QPen(colors.text, 1));
    painter.drawRect(marked);
}

void ScoreScatter::resizeEvent(QResizeEvent*) {
    points_ = {};
}

void ScoreScatter::mousePressEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && !pairs_.empty()) pressed_ = event->position().toPoint();
}

void ScoreScatter::mouseMoveEvent(QMouseEvent* event) {
    if (!pressed_) return;
    setRange(rangeTo(event->position().toPoint()));
    Q_EMIT ranged(*range_);
}

// A click without a way chooses nothing.
void ScoreScatter::mouseReleaseEvent(QMouseEvent* event) {
    if (!pressed_ || event->button() != Qt::LeftButton) return;
    const QPoint end = event->position().toPoint();
    const bool dragged = (end - *pressed_).manhattanLength() >= QApplication::startDragDistance();
    const ScoreRange range = rangeTo(end);
    pressed_.reset();
    if (!dragged) return;
    setRange(range);
    Q_EMIT chosen(range);
}

}  // namespace recap::gui
