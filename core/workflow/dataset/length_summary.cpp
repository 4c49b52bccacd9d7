// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/dataset/length_summary.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace recap {
namespace {

constexpr std::size_t kHistogramEntries = 201;

std::int64_t percentile(const std::vector<std::int64_t>& sorted, double share) {
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    return sorted[std::max<std::size_t>(rank, 1) - 1];
}

}  // namespace

LengthSummary summaryOf(std::vector<std::int64_t> lengths) {
    LengthSummary summary;
    if (lengths.empty()) return summary;
    std::sort(lengths.begin(), lengths.end());
    summary.histogram.assign(std::min(kHistogramEntries, static_cast<std::size_t>(lengths.back()) + 1), 0);
    double sum = 0;
    for (const auto length : lengths) {
        sum += static_cast<double>(length);
        ++summary.histogram[std::min(static_cast<std::size_t>(length), summary.histogram.size() - 1)];
    }
    summary.mean = sum / static_cast<double>(lengths.size());
    summary.p50 = percentile(lengths, 0.5);
    summary.p95 = percentile(lengths, 0.95);
    summary.max = lengths.back();
    return summary;
}

Json toJson(const LengthSummary& lengths) {
    return {{"mean", lengths.mean}, {"p50", lengths.p50}, {"p95", lengths.p95}, {"max", lengths.max}};
}

}  // namespace recap
