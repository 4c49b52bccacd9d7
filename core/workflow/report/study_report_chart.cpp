// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/report/study_report_chart_internal.h"

#include "workflow/report/study_report_internal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>

namespace recap::report_internal {
namespace {

constexpr double kWidth = 560, kHeight = 300;
constexpr double kLeft = 56, kRight = 16, kTop = 12, kBottom = 44;
constexpr std::size_t kMostPoints = 400;
constexpr std::array<const char*, 6> kDashes{"", "7 4", "2 3", "9 3 2 3", "4 2", "1 4"};

struct Frame {
    double x0 = 0, x1 = 1, y0 = 0, y1 = 1;
    double px(double x) const { return kLeft + (x - x0) / (x1 - x0) * (kWidth - kLeft - kRight); }
    double py(double y) const { return kHeight - kBottom - (y - y0) / (y1 - y0) * (kHeight - kTop - kBottom); }
};

std::string format(const char* pattern, double a, double b = 0, double c = 0, double d = 0) {
    char text[160];
    std::snprintf(text, sizeof text, pattern, a, b, c, d);
    return text;
}

Frame frameOf(const ReportChart& chart) {
    constexpr double kHuge = std::numeric_limits<double>::max();
    Frame f{kHuge, -kHuge, kHuge, -kHuge};
    for (const auto& curve : chart.curves)
        for (const auto& [x, y] : curve.points) {
            if (!std::isfinite(x) || !std::isfinite(y)) continue;
            f.x0 = std::min(f.x0, x);
            f.x1 = std::max(f.x1, x);
            f.y0 = std::min(f.y0, y);
            f.y1 = std::max(f.y1, y);
        }
    if (f.x0 > f.x1) return {};
    if (f.x1 == f.x0) f.x1 = f.x0 + 1;
    const double margin = f.y1 > f.y0 ? (f.y1 - f.y0) * 0.06 : std::max(std::abs(f.y0) * 0.1, 0.1);
    // A curve of values that cannot be negative keeps zero as its floor.
    f.y0 = f.y0 >= 0 ? std::max(0.0, f.y0 - margin) : f.y0 - margin;
    f.y1 += margin;
    return f;
}

// 1, 2 or 5 times a power of ten, so that about `wanted` ticks fit.
double tickStep(double range, int wanted) {
    const double raw = range / wanted;
    const double power = std::pow(10, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (raw <= factor * power) return factor * power;
    return 10 * power;
}

// Lines and numbers; the template writes the labels.
std::string axes(const Frame& f) {
    std::string svg;
    const double yStep = tickStep(f.y1 - f.y0, 5), xStep = tickStep(f.x1 - f.x0, 6);
    for (double y = std::ceil(f.y0 / yStep) * yStep; y <= f.y1 + yStep * 1e-9; y += yStep) {
        svg += format("<line class=\"axis\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", kLeft, f.py(y),
                      kWidth - kRight, f.py(y));
        svg += format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"end\">%.4g</text>", kLeft - 6, f.py(y) + 4,
                      std::abs(y) < yStep * 1e-9 ? 0 : y);
    }
    for (double x = std::ceil(f.x0 / xStep) * xStep; x <= f.x1 + xStep * 1e-9; x += xStep)
        svg += format("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.6g</text>", f.px(x), kHeight - kBottom + 16,
                      x);
    return svg;
}

// Means of equal groups: a long noisy curve keeps its course and loses its size.
std::vector<std::pair<double, double>> thinned(const std::vector<std::pair<double, double>>& points) {
    std::vector<std::pair<double, double>> finite;
    std::copy_if(points.begin(), points.end(), std::back_inserter(finite),
                 [](const auto& p) { return std::isfinite(p.first) && std::isfinite(p.second); });
    const std::size_t group = (finite.size() + kMostPoints - 1) / kMostPoints;
    if (group <= 1) return finite;
    std::vector<std::pair<double, double>> means;
    for (std::size_t begin = 0; begin < finite.size(); begin += group) {
        const std::size_t end = std::min(begin + group, finite.size());
        double x = 0, y = 0;
        for (std::size_t i = begin; i < end; ++i) {
            x += finite[i].first / static_cast<double>(end - begin);
            y += finite[i].second / static_cast<double>(end - begin);
        }
        means.emplace_back(x, y);
    }
    return means;
}

std::string marker(std::size_t kind, double x, double y) {
    switch (kind % 3) {
        case 0: return format("<circle class=\"mark\" cx=\"%.1f\" cy=\"%.1f\" r=\"4\"/>", x, y);
        case 1:
            return format("<rect class=\"mark\" x=\"%.1f\" y=\"%.1f\" width=\"7\" height=\"7\"/>", x - 3.5, y - 3.5);
        default: return "<path class=\"mark\" d=\"" + format("M%.1f %.1fl5 8h-10z", x, y - 5) + "\"/>";
    }
}

std::string curveSvg(const ReportCurve& curve, std::size_t index, const Frame& f) {
    const auto points = thinned(curve.points);
    if (points.empty()) return {};
    std::string path;
    for (const auto& [x, y] : points) path += format(path.empty() ? "M%.1f %.1f" : "L%.1f %.1f", f.px(x), f.py(y));
    std::string svg = "<g class=\"k" + std::to_string(index % kDashes.size()) +
                      "\"><path class=\"curve\" stroke-dasharray=\"" + kDashes[index % kDashes.size()] + "\" d=\"" +
                      path + "\"/>";
    const std::size_t every = std::max<std::size_t>(1, points.size() / 6);
    for (std::size_t i = every / 2; i < points.size(); i += every)
        svg += marker(index, f.px(points[i].first), f.py(points[i].second));
    return svg + "</g>";
}

Json legend(const ReportChart& chart) {
    Json list = Json::array();
    for (std::size_t i = 0; i < chart.curves.size(); ++i) {
        const double x = kLeft + 12 + static_cast<double>(i % 3) * 165,
                     y = kHeight + 14 + static_cast<double>(i / 3) * 20;
        const std::string line = "<g class=\"k" + std::to_string(i % kDashes.size()) +
                                 "\"><path class=\"curve\" stroke-dasharray=\"" + kDashes[i % kDashes.size()] +
                                 "\" d=\"" + format("M%.1f %.1fh26", x, y) + "\"/>" + marker(i, x + 13, y) + "</g>";
        list.push_back({{"line", line},
                        {"x", format("%.1f", x + 34)},
                        {"y", format("%.1f", y + 4)},
                        {"name", chart.curves[i].name}});
    }
    return list;
}

}  // namespace

Json chartData(const ReportChart& chart) {
    const Frame f = frameOf(chart);
    const double legendRows = std::ceil(static_cast<double>(chart.curves.size()) / 3);
    std::string curves;
    for (std::size_t i = 0; i < chart.curves.size(); ++i) curves += curveSvg(chart.curves[i], i, f);
    return {{"caption", chart.title},
            {"width", format("%.0f", kWidth)},
            {"height", format("%.0f", kHeight + 8 + 20 * legendRows)},
            {"axes", axes(f)},
            {"x_at", format("%.1f", (kLeft + kWidth - kRight) / 2)},
            {"x_line", format("%.1f", kHeight - 8)},
            {"x_label", chart.x_label},
            {"y_at", format("%.1f", (kTop + kHeight - kBottom) / 2)},
            {"y_label", chart.y_label},
            {"curves", curves},
            {"legend", legend(chart)}};
}

}  // namespace recap::report_internal
