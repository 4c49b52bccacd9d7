// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/response.h"

namespace recap {

Outcome outcomeOf(Verdict verdict, bool firstOnLeft) {
    switch (verdict) {
        case Verdict::Left: return firstOnLeft ? Outcome::First : Outcome::Second;
        case Verdict::Right: return firstOnLeft ? Outcome::Second : Outcome::First;
        case Verdict::Tie: return Outcome::Tie;
        case Verdict::BothBad: return Outcome::BothBad;
        case Verdict::Level:
        case Verdict::CannotSay: break;
    }
    return Outcome::CannotSay;
}

void Tally::add(Outcome outcome) {
    switch (outcome) {
        case Outcome::First: ++first; break;
        case Outcome::Second: ++second; break;
        case Outcome::Tie: ++ties; break;
        case Outcome::BothBad: ++both_bad; break;
        case Outcome::CannotSay: ++cannot_say; break;
    }
}

double Tally::winShare(bool firstSystem) const {
    if (first + second == 0) return 0.5;
    return static_cast<double>(firstSystem ? first : second) / static_cast<double>(first + second);
}

}  // namespace recap
