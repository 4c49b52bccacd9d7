// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// One line of a benchmark's table.
struct BenchRow {
    std::string name;  // what was done, with the sizes
    std::string unit;  // of `ours` and `reference`: ms or s
    double ours = 0;   // median
    std::optional<double> reference;
    // reference / ours, above 1 when we are faster: median and quartiles of the pairs' own ratios.
    std::optional<double> ratio, ratio_low, ratio_high;
    int pairs = 0;
    std::string note;  // what the reference is, or what was compared
};

Json toJson(const BenchRow& row);
// One line for people, e.g. "UNet step, demo, batch 1    1.9 ms   4.1 ms   2.15x [2.02, 2.31]".
std::string toText(const BenchRow& row);

// A row from times measured in turns, both in seconds per unit of work; `reference` is empty or as long as `ours`.
BenchRow summarise(std::string name, const std::vector<double>& ours, const std::vector<double>& reference);

// The value below which the share `q` of the values lies, with linear interpolation; `values` must not be empty.
double quantileOf(std::vector<double> values, double q);

}  // namespace recap
