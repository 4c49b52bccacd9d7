// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a study can see before it starts.
#pragma once

#include "base/message.h"

#include <cstdint>
#include <optional>

namespace recap {

// Probability that the exact two-sided sign test of n wins or losses gives p <= alpha when the second system wins each
// with probability `winRate`. At one half this is the test's true level, which is below alpha.
double signTestPower(std::int64_t n, double winRate, double alpha = 0.05);

// The power of an exact test is a saw-tooth in n.
struct SampleSizes {
    std::int64_t first = 0;   // the smallest n that has the power
    std::int64_t always = 0;  // from here on every n up to `most` has it
};
// nullopt when no n up to `most` has it.
std::optional<SampleSizes> signTestSizes(double winRate, double power = 0.8, std::int64_t most = 499,
                                         double alpha = 0.05);

// Of the exact McNemar test over n pairs, of which a share `onlyFirst` succeeds for the first system only.
double mcnemarPower(std::int64_t n, double onlyFirst, double onlySecond, double alpha = 0.05);
// By the normal approximation, not rounded.
double mcnemarSize(double onlyFirst, double onlySecond, double power = 0.8, double alpha = 0.05);

// A study side by side, judged by the sign test over prompts as results are: a prompt counts for the system that most
// of its answers prefer.
struct StudyPlanFacts {
    std::int64_t prompts = 0;
    std::int64_t answers_per_prompt = 1;
    double tie_share = 0;    // of the answers, that prefer neither
    double agreement = 0.2;  // intraclass correlation of the answers to one prompt: 0 none, 1 all raters say the same
};
// What becomes of a prompt when the second system wins a share `winRate` of the decided answers; otherwise it is a tie.
struct PromptChances {
    double won = 0, lost = 0;
};
PromptChances promptChances(const StudyPlanFacts& plan, double winRate);
// Probability of a significant result when the second system wins a share `winRate` of the decided answers.
double studyPower(const StudyPlanFacts& plan, double winRate);
// The smallest win rate above one half that is seen with this probability; 1 when none is.
double visibleWinRate(const StudyPlanFacts& plan, double power = 0.8);
// The fewest prompts, up to `most`, with which the win rate is seen with this probability; nullopt when that is not
// enough. Smooth in the prompts: the saw-tooth is left to the exact power.
std::optional<std::int64_t> promptsFor(StudyPlanFacts plan, double winRate, double power = 0.8,
                                       std::int64_t most = 20000);

// "With 200 prompts and 3 answers to each, a true win rate of 58 % is seen about 8 times of 10."
Message powerSentence(const StudyPlanFacts& plan, double winRate);

}  // namespace recap
