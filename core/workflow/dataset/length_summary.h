// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <cstdint>
#include <vector>

namespace recap {

// Lengths of a set of captions. Percentiles are values that occur: the smallest one that at least that share does not
// exceed.
struct LengthSummary {
    double mean = 0;
    std::int64_t p50 = 0;
    std::int64_t p95 = 0;
    std::int64_t max = 0;
    std::vector<std::int64_t> histogram = {};  // entry n: captions of length n; the last entry counts all longer ones
};

// Of no lengths: zeros. No length is negative.
LengthSummary summaryOf(std::vector<std::int64_t> lengths);

// {"mean", "p50", "p95", "max"}
Json toJson(const LengthSummary& lengths);

}  // namespace recap
