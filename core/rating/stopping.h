// SPDX-License-Identifier: GPL-3.0-or-later
//
// When a study may stop. It is looked at after every prompt; that nobody is misled by looking is what
// rating/confidence_sequence.h promises.
#pragma once

#include "rating/confidence_sequence.h"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace recap {

// Values lie in [0, 1]: 1 where a prompt prefers the second system, 0 the first, 1/2 neither.
enum class Decision { Undecided, FirstBetter, SecondBetter, Equivalent };

struct StopRule {
    double alpha = 0.05;
    // The systems count as equivalent when the mean lies within 1/2 -+ margin; 0: never.
    double margin = 0;
};

// Follows the mean of the values and decides when HedgedSequence's running interval leaves 1/2 on one side, or lies
// within the margin. The first decision stays.
class SequentialTest {
public:
    explicit SequentialTest(const StopRule& rule);
    Decision add(double value);
    Decision decision() const { return decision_; }
    std::int64_t count() const { return count_; }
    // Against a mean of 1/2, valid at any time: 1 / (the largest e-value so far), at most 1.
    double p() const;

private:
    double refuted_ = 0;
    bool margin_ = false;
    PredictableBets bets_;
    BettingCapital half_, better_, worse_, above_, below_;  // against one half, and against the ends of what is claimed
    double largest_ = 0;
    bool notAbove_ = false, notBelow_ = false;  // the mean is below the upper margin, above the lower one
    Decision decision_ = Decision::Undecided;
    std::int64_t count_ = 0;
};

struct SequentialResult {
    SequenceLimits limits;  // of the mean, at 1 - alpha, running
    Decision decision = Decision::Undecided;
    std::int64_t prompts = 0;     // that count, each once
    std::int64_t decided_at = 0;  // after so many of them; 0: not yet
    double p = 1;
    std::int64_t remaining = 0;  // prompts of the plan that do not count yet
    // What the values so far let expect; no value before kEnoughForForecast prompts or once decided.
    std::optional<double> chance;      // of a decision with what remains
    std::optional<std::int64_t> more;  // prompts until then, in half of the continuations; none: more than kFarthest
};

inline constexpr std::int64_t kEnoughForForecast = 10;
inline constexpr std::int64_t kFarthest = 5000;

// Values in the order in which the prompts were answered. The forecast continues them 200 times by drawing from them,
// one win and one loss added; the same seed gives the same forecast.
SequentialResult followStudy(std::span<const double> values, std::int64_t remaining, const StopRule& rule,
                             std::uint64_t seed = 1);

// Whether the answers so far leave no hope: nothing remains, or fewer than one continuation in twenty decides.
bool beyondThePlan(const SequentialResult& result);

}  // namespace recap
