// SPDX-License-Identifier: GPL-3.0-or-later
//
// How carefully each rater answered, and who is left out under a rule that the plan fixes before the first answer.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace recap {

// One answer in the order of time.
struct RaterAnswer {
    std::string answer = {};        // the key that was pressed
    std::string place = {};         // the picture that was chosen, "left" or "right"; empty for another answer
    double seconds = 0;             // how long the rater looked
    std::optional<bool> same = {};  // of a repeat: whether it was answered like its original, seen from the systems
};

struct RaterQuality {
    std::int64_t answers = 0;
    std::int64_t repeats = 0;
    double consistency = 0;        // share of the repeats answered alike; NaN without one
    double median_seconds = 0;     // NaN without an answer
    double same_answer = 0;        // share of the most frequent answer
    std::int64_t longest_run = 0;  // of one answer again and again
    std::int64_t left = 0, right = 0;
};

RaterQuality raterQuality(std::span<const RaterAnswer> answers);

struct ExclusionRule {
    double min_consistency = 0;  // 0: not asked. Applies from kEnoughRepeats repeats on
    double min_seconds = 0;      // of the median; 0: not asked. This and the next apply from kEnoughAnswers answers on
    double max_same_answer = 1;  // 1: not asked

    bool empty() const { return min_consistency <= 0 && min_seconds <= 0 && max_same_answer >= 1; }
};

// Fewer say too little to leave a person out.
inline constexpr std::int64_t kEnoughRepeats = 4;
inline constexpr std::int64_t kEnoughAnswers = 10;

enum class Exclusion { None, Inconsistent, TooFast, SameAnswer };
Exclusion exclusionOf(const RaterQuality& quality, const ExclusionRule& rule);

}  // namespace recap
