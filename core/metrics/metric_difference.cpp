// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric_difference.h"

#include "base/error.h"
#include "metrics/interval_rules.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

constexpr double kRounding = 1e-9;

// Sums over pictures in another order differ in their last digits.
double settled(double second, double first) {
    const double difference = second - first;
    return std::abs(difference) <= kRounding * std::max(std::abs(first), std::abs(second)) ? 0 : difference;
}

}  // namespace

MetricDifference metricDifference(const MetricValue& first, const MetricValue& second, double confidence) {
    MetricDifference out;
    out.name = first.name;
    out.interval = first.interval;
    out.undefined = first.undefined.empty() ? second.undefined : first.undefined;
    if (!out.undefined.empty()) return out;
    if (first.name != second.name || first.prompts != second.prompts || first.draws.size() != second.draws.size())
        throw Error(ErrorCode::ShapeMismatch,
                    message("A paired comparison needs the same prompts on both sides, not %1 and %2.", first.prompts,
                            second.prompts));
    std::vector<double> draws;
    for (std::size_t i = 0; i < first.draws.size(); ++i) draws.push_back(settled(second.draws[i], first.draws[i]));
    out.value = settled(second.value, first.value);
    const auto found = intervalByRule(first.interval, out.value, draws, confidence);
    out.low = found.interval.low;
    out.high = found.interval.high;
    out.standard_error = found.standard_error;
    out.p = found.p;
    out.prompts = first.prompts;
    out.draws = static_cast<std::int64_t>(draws.size());
    if (first.interval != IntervalRule::Jackknife && out.prompts < kFewPrompts)
        out.warning = message("intervals and p values of fewer than %1 prompts are somewhat too small; here are %2.",
                              kFewPrompts, out.prompts);
    return out;
}

std::vector<MetricDifference> pairedDifferences(const PromptMetrics& first, const PromptMetrics& second) {
    if (first.promptCount() != second.promptCount())
        throw Error(ErrorCode::ShapeMismatch,
                    message("A paired comparison needs the same prompts on both sides, not %1 and %2.",
                            first.promptCount(), second.promptCount()));
    if (first.view() != second.view())
        throw Error(ErrorCode::ShapeMismatch, message("A paired comparison needs the same judge on both sides."));
    std::vector<MetricDifference> differences;
    const auto a = first.values(), b = second.values();
    for (std::size_t i = 0; i < a.size(); ++i) differences.push_back(metricDifference(a[i], b[i]));
    return differences;
}

double promptsNeeded(double difference, double standardError, std::int64_t prompts, double level, double power) {
    const double errors =
        (normalQuantile(1 - level / 2) + normalQuantile(power)) * standardError / std::abs(difference);
    return static_cast<double>(prompts) * errors * errors;
}

}  // namespace recap
