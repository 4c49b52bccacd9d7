// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <vector>

namespace recap {

// What to do with zero differences: leave them out (Wilcoxon), rank them and leave out their ranks (Pratt), or give
// half of their ranks to each side.
enum class ZeroDifferences { LeaveOut, Pratt, Split };
enum class Alternative { TwoSided, Greater, Less };  // of the median difference against 0

struct WilcoxonOptions {
    ZeroDifferences zeros = ZeroDifferences::LeaveOut;
    Alternative alternative = Alternative::TwoSided;
    bool exact = false;       // the exact null distribution; right only without ties and zeros
    bool continuity = false;  // continuity correction of the normal approximation
};

struct WilcoxonResult {
    double statistic = 0;  // two-sided: the smaller rank sum; one-sided: the rank sum of the positive differences
    double p = 1;
};

// Signed-rank test of paired differences. Without a non-zero difference p is 1.
WilcoxonResult wilcoxonSignedRank(std::span<const double> differences, const WilcoxonOptions& options = {});

// Two-sided p for differences of means of whole numbers, in which what differs by less than 1e-9 is equal: exact
// without ties and zeros for up to 50 differences, otherwise by the normal approximation.
double roundedWilcoxonP(std::vector<double> differences);

}  // namespace recap
