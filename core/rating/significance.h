// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rating/distributions.h"

#include <cstdint>
#include <span>
#include <vector>

namespace recap {

struct ProportionInterval {
    double rate = 0, low = 0, high = 0;
};

// Wilson's interval for `successes` out of `n`, without continuity correction. n = 0 gives [0, 1].
ProportionInterval wilsonInterval(double successes, double n, double z = kZ95);

// Two-sided exact test that wins and losses are equally likely; ties are left out before. 1 when there are none.
double signTestP(std::int64_t wins, std::int64_t losses);

// Paired yes/no answers of two systems on the same items.
struct PairedTable {
    std::int64_t both = 0, only_first = 0, only_second = 0, neither = 0;
};
// Exact: two-sided binomial on the discordant pairs. The approximation is chi-square with continuity correction.
double mcnemarExactP(const PairedTable& table);
struct ChiSquare {
    double statistic = 0, p = 1;
};
ChiSquare mcnemarApproximation(const PairedTable& table);

// Adjusted p values in the order given: a hypothesis is rejected at level a when its adjusted p is <= a.
std::vector<double> holmAdjusted(std::span<const double> p);
std::vector<double> benjaminiHochbergAdjusted(std::span<const double> p);

}  // namespace recap
