// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench/bench_row.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace recap {
namespace {

Json orNull(const std::optional<double>& value) {
    return value ? Json(*value) : Json(nullptr);
}

std::string number(double value) {
    char text[32];
    std::snprintf(text, sizeof text, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    return text;
}

}  // namespace

Json toJson(const BenchRow& row) {
    return {{"name", row.name},
            {"ours", row.ours},
            {"reference", orNull(row.reference)},
            {"ratio", orNull(row.ratio)},
            {"ratio_low", orNull(row.ratio_low)},
            {"ratio_high", orNull(row.ratio_high)},
            {"unit", row.unit},
            {"pairs", row.pairs},
            {"note", row.note}};
}

std::string toText(const BenchRow& row) {
    char text[256];
    std::snprintf(text, sizeof text, "%-46s %8s %-2s", row.name.c_str(), number(row.ours).c_str(), row.unit.c_str());
    std::string line = text;
    if (row.reference && row.ratio) {
        std::snprintf(text, sizeof text, " %8s %-2s  %5.2fx [%.2f, %.2f]", number(*row.reference).c_str(),
                      row.unit.c_str(), *row.ratio, row.ratio_low.value_or(*row.ratio),
                      row.ratio_high.value_or(*row.ratio));
        line += text;
    }
    return row.note.empty() ? line : line + "  " + row.note;
}

double quantileOf(std::vector<double> values, double q) {
    std::sort(values.begin(), values.end());
    const double place = q * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

BenchRow summarise(std::string name, const std::vector<double>& ours, const std::vector<double>& reference) {
    BenchRow row;
    row.name = std::move(name);
    row.pairs = static_cast<int>(ours.size());
    const double median = quantileOf(ours, 0.5);
    row.unit = median < 1 ? "ms" : "s";
    const double scale = median < 1 ? 1e3 : 1;
    row.ours = median * scale;
    if (reference.size() != ours.size()) return row;
    row.reference = quantileOf(reference, 0.5) * scale;
    std::vector<double> ratios;
    // Pairs were taken one after the other, so a busy moment of the machine meets both and leaves their ratio.
    for (std::size_t i = 0; i < ours.size(); ++i) ratios.push_back(reference[i] / ours[i]);
    row.ratio = quantileOf(ratios, 0.5);
    row.ratio_low = quantileOf(ratios, 0.25);
    row.ratio_high = quantileOf(ratios, 0.75);
    return row;
}

}  // namespace recap
