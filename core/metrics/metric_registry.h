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

// How the interval of a value is found. `weights` of a MetricWay say how often each prompt counts.
enum class IntervalRule {
    Bootstrap,  // percentiles of resampled prompts
    // Resampling alone moves the value, as it does a Frechet distance: the interval is shifted so that its mean is the
    // value, ends at 0, and takes fewer replicates, because each costs an eigenvalue decomposition.
    ShiftedBootstrap,
    // Twenty groups of prompts, each left out once; for what is expensive and what repeated rows would falsify: weights
    // are 0 or 1.
    Jackknife,
};
std::string_view intervalRuleName(IntervalRule rule);

// How a metric is computed from what one view of a judge saw (judge_views.h). `weights`: empty means once each.
struct MetricWay {
    std::string_view view;
    double (*value)(const JudgedSet& set, std::span<const double> weights);
    std::int64_t (*trials)(const JudgedSet& set);  // behind the number
    Message (*undefined)(const JudgedSet& set);    // why there is no value, a clause after "because"; may be empty
    Message (*warning)(const JudgedSet& set) = nullptr;      // what a reader has to know about the value
    double (*extrapolated)(const JudgedSet& set) = nullptr;  // to infinitely many pictures; NaN where it says nothing
    IntervalRule interval = IntervalRule::Bootstrap;
    bool needs_reference = false;      // features of real images
    std::string_view definition = {};  // where it is not the metric's own
    // What each picture contributes, in the unit of the value; NaN where it does not count. nullptr: the value is one
    // of the whole set, and no single picture has one.
    std::vector<double> (*pictures)(const JudgedSet& set) = nullptr;
};

struct MetricInfo {
    std::string_view name;   // key in JSON and the database, e.g. "soa_c"
    std::string_view title;  // as in the paper's table, e.g. "SOA-C"
    Direction direction = Direction::HigherIsBetter;
    bool percent = false;           // value in 0..100
    bool depends_on_count = false;  // on how many pictures there were, so that different counts must not be ranked
    bool own_weights = false;       // only of the judge that has the metric's name: its weights are the metric
    std::string_view definition;    // one or two sentences
    std::vector<MetricWay> ways;

    // nullptr when the metric does not read this view.
    const MetricWay* way(std::string_view view) const;
    std::string_view definitionBy(std::string_view view) const;
};

const std::vector<MetricInfo>& metricRegistry();
// nullptr when unknown.
const MetricInfo* findMetric(std::string_view name);
// For an option: the names.
std::vector<std::string_view> metricChoices();

}  // namespace recap
