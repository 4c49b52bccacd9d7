// SPDX-License-Identifier: GPL-3.0-or-later
//
// Models whose metric is the mean of one number for each prompt, for studies whose truth is known.
#pragma once

#include "metrics/bootstrap.h"
#include "metrics/interval_rules.h"
#include "metrics/prompt_metrics.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace recap::testing {

// The draws of a rule, made once for all studies; the groups of a jackknife have one size.
class SimulatedDraws {
public:
    SimulatedDraws(IntervalRule rule, std::size_t prompts, std::size_t replicates) : rule_(rule), prompts_(prompts) {
        if (rule != IntervalRule::Jackknife) {
            draws_ = drawPromptWeights(prompts, replicates, 1);
            return;
        }
        const auto groups = std::min<std::size_t>(20, prompts);
        draws_.assign(groups, PromptWeights(prompts, 1.0));
        for (std::size_t i = 0; i < prompts; ++i) draws_[i % groups][i] = 0;
    }

    MetricValue meanOf(const std::vector<double>& perPrompt) const {
        MetricValue out;
        out.name = "soa_c";
        out.interval = rule_;
        out.prompts = static_cast<std::int64_t>(prompts_);
        out.value = std::accumulate(perPrompt.begin(), perPrompt.end(), 0.0) / static_cast<double>(prompts_);
        for (const auto& weights : draws_)
            out.draws.push_back(std::inner_product(perPrompt.begin(), perPrompt.end(), weights.begin(), 0.0) /
                                std::accumulate(weights.begin(), weights.end(), 0.0));
        const auto found = intervalByRule(rule_, out.value, out.draws);
        out.low = found.interval.low;
        out.high = found.interval.high;
        out.standard_error = found.standard_error;
        return out;
    }

private:
    IntervalRule rule_;
    std::size_t prompts_;
    std::vector<PromptWeights> draws_;
};

}  // namespace recap::testing
