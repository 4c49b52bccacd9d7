// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/records.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace recap {

// second - first of one metric on the prompts and seeds that two runs share.
struct MetricDifferenceRecord {
    RunId first = {};
    RunId second = {};
    // Which pictures of the run: one text for each set that it may have, e.g. "step 240"; empty where it has one only.
    std::string first_side = {};
    std::string second_side = {};
    std::string name = {};  // fid, soa_c, ...
    std::string judge = {};
    double value = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    double standard_error = std::numeric_limits<double>::quiet_NaN();
    double p = std::numeric_limits<double>::quiet_NaN();       // two-sided, of this comparison alone
    double p_holm = std::numeric_limits<double>::quiet_NaN();  // adjusted for all `comparisons`
    std::int64_t comparisons = 0;                              // of this metric that were made together
    std::int64_t n = 0;                                        // prompts
    Json card = Json::object();
};

// The same sides, metric and judge replace the older difference, also when the runs are given the other way round. One
// transaction.
void storeMetricDifferences(Database& database, const std::vector<MetricDifferenceRecord>& differences);
// In the order in which they were stored.
std::vector<MetricDifferenceRecord> metricDifferences(Database& database);

}  // namespace recap
