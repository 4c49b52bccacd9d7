// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/chart_curve.h"

#include <algorithm>
#include <cmath>

namespace recap::gui {

namespace {
constexpr std::size_t kFanOut = 32;
}  // namespace

struct ChartCurve::Smoothing {
    explicit Smoothing(double w) : weight(w) {}
    void add(const QPointF& point) {
        sum = sum * weight + (1 - weight) * point.y();
        correction *= weight;
        curve.append({point.x(), sum / (1 - correction)});
    }
    double weight, sum = 0, correction = 1;
    ChartCurve curve;
};

ChartCurve::ChartCurve(const QList<QPointF>& points) {
    for (const QPointF& point : points) append(point);
}

void ChartCurve::append(QPointF point) {
    if (!std::isfinite(point.y())) return;
    points_.append(point);
    grow(static_cast<std::uint32_t>(points_.size() - 1));
    if (smoothing_) smoothing_->add(point);
}

void ChartCurve::take(Range& range, std::uint32_t position) const {
    if (points_[position].y() < points_[range.low].y()) range.low = position;
    if (points_[position].y() > points_[range.high].y()) range.high = position;
}

// Adds a point at the end to the tree.
void ChartCurve::grow(std::uint32_t position) {
    std::size_t block = position;
    for (std::size_t level = 0;; ++level) {
        block /= kFanOut;
        if (level == levels_.size()) {
            // A level is begun when the one below has more than one node.
            if (level > 0 && levels_[level - 1].size() < 2) return;
            levels_.emplace_back();
            if (level > 0) levels_[level].push_back(levels_[level - 1].front());
        }
        auto& nodes = levels_[level];
        if (block == nodes.size())
            nodes.push_back({position, position});
        else
            take(nodes[block], position);
        if (nodes.size() < 2) return;
    }
}

void ChartCurve::truncate(qsizetype size) {
    if (size >= points_.size()) return;
    smoothing_.reset();
    const auto kept = static_cast<std::size_t>(std::max<qsizetype>(size, 0));
    points_.resize(static_cast<qsizetype>(kept));
    // Whole nodes stay; the points of the last, cut one are added again.
    const std::size_t whole = kept / kFanOut * kFanOut;
    std::size_t nodes = whole;
    for (auto& level : levels_) {
        nodes /= kFanOut;
        level.resize(nodes);
    }
    while (!levels_.empty() && levels_.back().empty()) levels_.pop_back();
    // A node of a higher level that was cut is made from the nodes below that stay.
    for (std::size_t level = 1; level < levels_.size(); ++level) {
        const auto& below = levels_[level - 1];
        for (std::size_t child = levels_[level].size() * kFanOut; child < below.size(); ++child) {
            if (child / kFanOut == levels_[level].size()) levels_[level].push_back(below[child]);
            take(levels_[level][child / kFanOut], below[child].low);
            take(levels_[level][child / kFanOut], below[child].high);
        }
    }
    for (std::size_t i = whole; i < kept; ++i) grow(static_cast<std::uint32_t>(i));
}

ChartCurve::Range ChartCurve::extremesOf(std::size_t begin, std::size_t end) const {
    Range range{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin)};
    while (begin < end) {
        // The largest node that begins here and does not reach beyond the end.
        std::size_t level = 0, width = 1;
        while (level < levels_.size() && begin % (width * kFanOut) == 0 && begin + width * kFanOut <= end) {
            width *= kFanOut;
            ++level;
        }
        ++visited_;
        if (level == 0) {
            take(range, static_cast<std::uint32_t>(begin));
        } else {
            const Range& node = levels_[level - 1][begin / width];
            take(range, node.low);
            take(range, node.high);
        }
        begin += width;
    }
    return range;
}

std::size_t ChartCurve::position(double x) const {
    const auto it = std::lower_bound(points_.begin(), points_.end(), x,
                                     [](const QPointF& p, double value) { return p.x() < value; });
    return static_cast<std::size_t>(it - points_.begin());
}

QList<QPointF> ChartCurve::extremes(double from, double to, int columns) const {
    QList<QPointF> out;
    const auto count = static_cast<std::size_t>(points_.size());
    if (count == 0 || columns < 1 || !(from <= to)) return out;
    std::size_t begin = position(from);
    const std::size_t end = position(std::nextafter(to, INFINITY));
    if (begin > 0) out.append(points_[static_cast<qsizetype>(begin - 1)]);
    const double width = (to - from) / columns;
    for (int column = 0; column < columns && begin < end; ++column) {
        const std::size_t next = column + 1 == columns ? end : std::min(end, position(from + width * (column + 1)));
        if (next <= begin) continue;
        const Range range = extremesOf(begin, next);
        out.append(points_[std::min(range.low, range.high)]);
        if (range.low != range.high) out.append(points_[std::max(range.low, range.high)]);
        begin = next;
    }
    if (end < count) out.append(points_[static_cast<qsizetype>(end)]);
    return out;
}

const ChartCurve& ChartCurve::smoothed(double weight) const {
    if (!(weight > 0)) return *this;
    if (!smoothing_ || smoothing_->weight != weight) {
        smoothing_ = std::make_shared<Smoothing>(weight);
        for (const QPointF& point : points_) smoothing_->add(point);
    }
    return smoothing_->curve;
}

}  // namespace recap::gui
