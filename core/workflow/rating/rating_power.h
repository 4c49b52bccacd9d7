// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a rating study side by side can see, before it starts.
#pragma once

#include "base/describe.h"
#include "base/json.h"
#include "base/message.h"
#include "rating/power.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace recap {

struct RatingPowerOptions {
    std::int64_t prompts = 200;
    std::int64_t answers_per_prompt = 3;
    double win_rate = 0.58;
    double tie_share = 0;
    double agreement = 0.2;
};

template <class Visitor>
void describe(RatingPowerOptions& o, Visitor&& field) {
    field("prompts", o.prompts,
          FieldInfo{.label = "Prompts", .help = "Different prompts of the rating study", .min = 1, .max = 20000});
    field("answers_per_prompt", o.answers_per_prompt,
          FieldInfo{.label = "Answers per prompt",
                    .help = "Answers to each prompt: raters, times pictures of a prompt",
                    .min = 1,
                    .max = 1000});
    field("win_rate", o.win_rate,
          FieldInfo{.label = "Win rate",
                    .help = "True share of the decided answers that prefer the better system",
                    .min = 0.5,
                    .max = 1});
    field(
        "tie_share", o.tie_share,
        FieldInfo{.label = "Share of ties", .help = "Share of the answers that prefer neither", .min = 0, .max = 0.99});
    field("agreement", o.agreement,
          FieldInfo{.label = "Agreement",
                    .help = "Correlation of the answers to one prompt: 0 when raters answer independently, 1 when all "
                            "say the same",
                    .min = 0,
                    .max = 1});
}

struct PowerPoint {
    double win_rate = 0, power = 0;
};

struct RatingPower {
    double power = 0;                            // of the sign test over prompts, at 5 %
    double visible_win_rate = 1;                 // seen 8 times of 10
    std::optional<std::int64_t> prompts_for_80;  // to see win_rate 8 times of 10; none: more than 20,000
    double prompts_by_normal = 0;                // the same by the normal approximation; infinite at 0.5
    // Numbers of prompts that prefer either system with which the sign test has the power: the smallest, and the one
    // from which it always has it. Its power is a saw-tooth. None: more than 5,000.
    std::optional<SampleSizes> decided_prompts;
    std::vector<PowerPoint> curve;
    std::vector<Message> sentences;
};

// Throws Error(InvalidOption) for options out of range.
RatingPower ratingPower(const RatingPowerOptions& options);
Json toJson(const RatingPower& power);

}  // namespace recap
