// SPDX-License-Identifier: GPL-3.0-or-later
//
// Intervals of one share, and of the difference of two. Wilson's is in rating/significance.h.
#pragma once

#include "base/enum_names.h"
#include "rating/significance.h"

namespace recap {

// statsmodels calls Clopper and Pearson's "beta" and Wald's, cut at 0 and 1, "normal".
enum class ProportionMethod { Wilson, AgrestiCoull, ClopperPearson, Jeffreys, Wald };

inline constexpr EnumNames<ProportionMethod, 5> kProportionMethodNames{
    {{ProportionMethod::Wilson, "wilson"},
     {ProportionMethod::AgrestiCoull, "agresti_coull"},
     {ProportionMethod::ClopperPearson, "clopper_pearson"},
     {ProportionMethod::Jeffreys, "jeffreys"},
     {ProportionMethod::Wald, "wald"}}};

// `successes` out of `n`, two-sided at 1 - alpha. n = 0 gives [0, 1].
ProportionInterval proportionInterval(ProportionMethod method, double successes, double n, double alpha = 0.05);

struct DifferenceInterval {
    double difference = 0, low = -1, high = 1;
    double phi = 0;  // correlation of paired answers; 0 of independent ones
};

// Rate of the first sample - rate of the second, of independent samples: Newcombe 1998, Statistics in Medicine 17,
// 873-890, method 10. Throws Error(InvalidOption) for an empty sample (also below).
DifferenceInterval newcombeIndependent(double successes1, double n1, double successes2, double n2);
// Rate of the first system - rate of the second on the same items: Newcombe 1998, Statistics in Medicine 17, 2635-2650,
// method 10, with the continuity correction of a positive correlation unless `corrected` is false.
DifferenceInterval newcombePaired(const PairedTable& table, bool corrected = true);

}  // namespace recap
