// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two models on the same prompts. Both are drawn with the same prompts, so that what makes a prompt hard for both
// cancels: paired differences tell models apart that their own intervals do not.
#pragma once

#include "metrics/prompt_metrics.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace recap {

// Below this many prompts a bootstrap interval is too narrow, and a difference carries a warning. Of differences that
// are normal, intervals of 10, 20, 30 and 100 prompts cover 90, 92, 94 and 95 % (4,000 simulated samples each).
inline constexpr std::int64_t kFewPrompts = 30;

// second - first. NaN, and the reason, where one side has no value.
struct MetricDifference {
    std::string name;
    double value = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    double standard_error = std::numeric_limits<double>::quiet_NaN();
    double p = std::numeric_limits<double>::quiet_NaN();  // two-sided, of no difference (intervalByRule)
    std::int64_t prompts = 0;
    std::int64_t draws = 0;  // behind interval and p
    Message undefined = {};
    Message warning = {};
    IntervalRule interval = IntervalRule::Bootstrap;
};

// Of one metric on the same prompts: `first` and `second` are values() of PromptMetrics with the same options. What
// rounding alone could make (below 1e-9 of the values) is no difference. Throws Error(ShapeMismatch) when the numbers
// of prompts or the draws do not match, or the metrics are two.
MetricDifference metricDifference(const MetricValue& first, const MetricValue& second, double confidence = 0.95);

// Of every metric of both, in their order. Throws Error(ShapeMismatch) when the numbers of prompts or the views differ.
std::vector<MetricDifference> pairedDifferences(const PromptMetrics& first, const PromptMetrics& second);

// How many prompts of the same kind would be needed to find a difference, if the one that was measured is the true one:
// a two-sided test of `level` then rejects with probability `power`. The standard error of a difference falls with the
// root of the number of prompts, se(n') = se(n) sqrt(n / n'), and the test finds |d| with that probability when
// |d| = (z_(1 - level/2) + z_power) se(n'), so that n' = n ((z_(1 - level/2) + z_power) se / |d|)^2: at 5 % and 80 %
// that is n (2.80 / z)^2 with z = |d| / se. Infinite for no difference; NaN where an argument is.
double promptsNeeded(double difference, double standardError, std::int64_t prompts, double level = 0.05,
                     double power = 0.8);

}  // namespace recap
