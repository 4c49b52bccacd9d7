// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two systems on the same prompts by their success: what the second gains over the first, in every sense that a
// published percentage can have.
#pragma once

#include "rating/proportions.h"

#include <cstdint>
#include <span>
#include <vector>

namespace recap {

// The answers to one prompt: how many there are about each system's picture, and how many of those are a success.
struct PromptSuccess {
    double first = 0, first_answers = 0;
    double second = 0, second_answers = 0;
};

struct EstimatedGain {
    double value = 0;
    double low = 0, high = 0;  // 95 % over prompts
};

struct PairedComparison {
    double first = 0, second = 0;  // success rates over all answers
    std::int64_t prompts = 0;      // with an answer about both systems: the n of the intervals
    EstimatedGain absolute;        // second - first
    // NaN where it is undefined or the interval needs a rate that is 0 or 1.
    EstimatedGain relative;         // (second - first) / first
    EstimatedGain error_reduction;  // (second - first) / (1 - first)
    // A prompt counts as a success of a system when more than half of its answers say so.
    PairedTable table;
    double mcnemar_p = 1;
    DifferenceInterval majority_difference;  // share of such prompts, second - first: Newcombe's paired interval
};

PairedComparison comparePaired(std::span<const PromptSuccess> prompts);

}  // namespace recap
