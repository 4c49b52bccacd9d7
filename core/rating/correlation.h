// SPDX-License-Identifier: GPL-3.0-or-later
//
// Does an automatic metric agree with people? Correlations of two lists of equal length, each with a two-sided p value.
#pragma once

#include <span>
#include <vector>

namespace recap {

struct Correlation {
    double value = 0;
    double p = 1;
};

// Ranks from 1; equal values share the mean of their ranks.
std::vector<double> averageRanks(std::span<const double> values);

// Throws Error(ShapeMismatch) for lists of different length or fewer than three pairs (also the two below).
Correlation pearson(std::span<const double> x, std::span<const double> y);
Correlation spearman(std::span<const double> x, std::span<const double> y);
// Tau-b. The p value is exact without ties for up to 33 pairs, otherwise from the normal approximation.
Correlation kendall(std::span<const double> x, std::span<const double> y);

}  // namespace recap
