// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/bootstrap.h"
#include "metrics/metric_registry.h"

#include <limits>
#include <span>

namespace recap {

// What the draws of a statistic say about it: its interval, its standard error, and the two-sided p of its being zero.
struct DrawnInterval {
    Interval interval;
    double standard_error = std::numeric_limits<double>::quiet_NaN();
    double p = std::numeric_limits<double>::quiet_NaN();
};

// By the rule, so that p and interval decide alike:
//   Bootstrap         percentiles of the draws, and percentileTwoSidedP;
//   ShiftedBootstrap  shifted percentiles, and the normal distribution with the standard deviation of the draws,
//   because
//                     the few draws of a Frechet distance could not give a p below 2 / (draws + 1);
//   Jackknife         Student's t with one degree of freedom fewer than groups, for both.
// `draws`: the statistic on each draw, or without each group; those that are not finite are left out.
DrawnInterval intervalByRule(IntervalRule rule, double value, std::span<const double> draws, double confidence = 0.95);

}  // namespace recap
