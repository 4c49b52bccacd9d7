// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPointF>

#include <cstdint>
#include <memory>
#include <vector>

namespace recap::gui {

constexpr double kDefaultSmoothing = 0.95;  // of a curve of training

// Points with ascending x, and over them a tree of extremes, so that drawing a million of them costs what drawing a
// thousand does. Not thread-safe, smoothed() and its result included.
class ChartCurve {
public:
    ChartCurve() = default;
    explicit ChartCurve(const QList<QPointF>& points);
    ChartCurve(const ChartCurve&) = delete;
    ChartCurve& operator=(const ChartCurve&) = delete;

    // x must be above that of the last point. A y that is not finite is left out.
    void append(QPointF point);
    // Keeps the first `size` points.
    void truncate(qsizetype size);
    const QList<QPointF>& points() const { return points_; }
    bool empty() const { return points_.isEmpty(); }

    // For drawing in so many columns of pixels: the lowest and the highest point of each equal part of from..to, and
    // the neighbours outside, in order of x. At most 2 * columns + 2 points; no peak disappears.
    QList<QPointF> extremes(double from, double to, int columns) const;
    // Exponential moving average whose start is not biased towards zero, as TensorBoard draws it. Follows what is
    // appended; another weight (0..1, exclusive) computes it anew.
    const ChartCurve& smoothed(double weight) const;
    // Work done by extremes() so far: nodes and points looked at. For tests.
    std::int64_t visited() const { return visited_; }

private:
    struct Range {
        std::uint32_t low, high;  // positions of the lowest and highest point
    };
    struct Smoothing;
    void grow(std::uint32_t position);
    void take(Range& range, std::uint32_t position) const;
    Range extremesOf(std::size_t begin, std::size_t end) const;
    // First point with an x of at least `x`.
    std::size_t position(double x) const;

    QList<QPointF> points_;
    std::vector<std::vector<Range>> levels_;  // [0]: of each kFanOut points, [1]: of each kFanOut of those, ...
    mutable std::shared_ptr<Smoothing> smoothing_;
    mutable std::int64_t visited_ = 0;
};

}  // namespace recap::gui
