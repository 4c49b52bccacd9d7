// SPDX-License-Identifier: GPL-3.0-or-later
//
// Every metric: one row each, in the order of the paper's table. Names, titles and definitions are asked for here by
// window, command line, report and exports; the row also says how the number is computed. Plain values, without torch.
#pragma once

#include "base/message.h"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

enum class Direction { Unknown, LowerIsBetter, HigherIsBetter };

struct JudgedSet;

// How a metric is computed from judged pictures. `weights`: how often each prompt counts; empty: once.
struct PromptMetric {
    double (*value)(const JudgedSet& set, std::span<const double> weights);
    std::int64_t (*trials)(const JudgedSet& set);  // behind the number
    Message (*undefined)(const JudgedSet& set);    // why there is no value, a clause after "because"; may be empty
    Message (*warning)(const JudgedSet& set);      // what a reader has to know about the value; may be nullptr
    // Resampling alone moves the value, as it does a Frechet distance: the interval is shifted so that its mean is the
    // value, ends at 0, and takes fewer replicates, because each costs an eigenvalue decomposition.
    bool biased_by_resampling = false;
    bool needs_reference = false;  // features of real images
};

struct MetricInfo {
    std::string_view name;   // key in JSON and the database, e.g. "soa_c"
    std::string_view title;  // as in the paper's table, e.g. "SOA-C"
    Direction direction = Direction::HigherIsBetter;
    bool percent = false;           // value in 0..100
    bool depends_on_count = false;  // on how many pictures there were, so that different counts must not be ranked
    std::string_view definition;    // one or two sentences
    PromptMetric computed;
};

const std::vector<MetricInfo>& metricRegistry();
// nullptr when unknown.
const MetricInfo* findMetric(std::string_view name);
// For an option: the names.
std::vector<std::string_view> metricChoices();

}  // namespace recap
