// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// What a metric's column says about itself.
struct MetricInfo {
    std::string name;   // key in JSON and the database, e.g. "soa_c"
    std::string title;  // as in the paper, e.g. "SOA-C"
    bool higher_is_better = true;
    bool percent = false;    // value in 0..100
    std::string definition;  // one or two sentences
};

// The metrics of the demo study in the order of the paper's table, then the additional ones.
const std::vector<MetricInfo>& demoMetrics();
// nullptr when unknown.
const MetricInfo* findMetric(std::string_view name);

// Where a number comes from. Numbers with different cards must not stand in one column without a word.
struct MetricCard {
    std::string metric;
    std::string judge;       // e.g. "demo judge"
    std::string judge_hash;  // SHA-256 of its weights
    std::int64_t images = 0;
    std::int64_t prompts = 0;
    std::int64_t bootstrap_replicates = 0;
    std::uint64_t bootstrap_seed = 0;
    double guidance = 0;
    std::int64_t steps = 0;
    std::string scheduler;
    std::string resize;  // filter used before judging, or "none"
    std::string code_version;
};

Json toJson(const MetricCard& card);

}  // namespace recap
