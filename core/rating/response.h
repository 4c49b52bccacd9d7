// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rating/question_type.h"

#include <cstdint>

namespace recap {

// What an answer to two pictures means once the sides are known.
enum class Outcome { First, Second, Tie, BothBad, CannotSay };
Outcome outcomeOf(Verdict verdict, bool firstOnLeft);

struct Tally {
    std::int64_t first = 0, second = 0, ties = 0, both_bad = 0, cannot_say = 0;

    void add(Outcome outcome);
    std::int64_t answered() const { return first + second + ties + both_bad; }
    // A system succeeds on an item when it was preferred or tied; "both bad" is a failure of both. "Cannot say" is no
    // answer.
    std::int64_t successes(bool firstSystem) const { return (firstSystem ? first : second) + ties; }
    // wins / (wins + losses); one half without a decision.
    double winShare(bool firstSystem) const;
};

}  // namespace recap
