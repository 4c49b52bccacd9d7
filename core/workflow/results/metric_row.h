// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"

#include <string>
#include <vector>

namespace recap {

// One line of the paper's table: a model and its metrics by name (fid, soa_c, soa_i, ca, pa, rp).
struct MetricRow {
    std::string model;
    std::vector<MetricRecord> metrics;
    bool reference = false;  // real images: shown, never called the best
};

}  // namespace recap
