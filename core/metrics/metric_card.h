// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "base/message.h"
#include "metrics/metric_registry.h"

#include <cstdint>
#include <limits>
#include <string>

namespace recap {

// A number that depends on how many pictures there were, of fewer than there are: the mean over some random subsets of
// `pictures`, with the interval of all pictures widened by what the subsets differ. For comparing models that have
// different counts.
struct NumberAtCount {
    std::int64_t pictures = 0;  // 0: it was not asked for
    std::int64_t subsets = 0;
    double value = 0, low = 0, high = 0;
};

// Where a number comes from. Numbers with different cards must not stand in one column without a word.
struct MetricCard {
    std::string metric;
    std::string judge;                  // e.g. "demo judge", or the name of a judges file
    std::string judge_kind;             // as a judges file names it; empty for the demo's
    std::string judge_hash;             // SHA-256 of its weights
    std::string view;                   // what of it was looked at (judge_views.h)
    std::string colours;                // name and hash of the judge that told colours; empty: none did
    Json judge_facts = Json::object();  // what else of the judge decides: its detector, server, type of number ...
    std::int64_t images = 0;
    std::int64_t prompts = 0;
    std::int64_t reference_images = 0;  // 0: there is no reference, or it does not count
    std::string reference;              // which pictures; empty: the project's
    std::int64_t bootstrap_replicates = 0;
    std::uint64_t bootstrap_seed = 0;
    IntervalRule interval = IntervalRule::Bootstrap;
    Json drawing = Json::object();    // settings that the pictures were drawn with; empty for pictures nobody drew
    std::string prompt_set;           // SHA-256 of its file; empty: prompts without a set
    std::string resize;               // how pictures are brought to the judge's size, or "none"
    std::int64_t not_understood = 0;  // images whose prompt the judge does not know
    double extrapolated = std::numeric_limits<double>::quiet_NaN();  // of a distance, to infinitely many pictures
    double standard_error = std::numeric_limits<double>::quiet_NaN();
    NumberAtCount at_count;
    Message undefined;  // why there is no number; empty when there is one
    Message warning;    // what a reader has to know about the number; may be empty
    std::int64_t computed_ms = 0;
    std::string code_version;
};

// Settings of the drawing stand beside the other facts under their own names; those that change nothing are left out.
Json toJson(const MetricCard& card);

}  // namespace recap
