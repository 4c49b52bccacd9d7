// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/stopping.h"

#include "base/random.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

constexpr int kContinuations = 200;
constexpr double kNoHope = 0.05;

// Prompts until a decision; one more than kFarthest when there is none.
std::int64_t decidedAfter(SequentialTest test, const std::vector<double>& values, Random& random) {
    for (std::int64_t i = 1; i <= kFarthest; ++i)
        if (test.add(random.pick(values)) != Decision::Undecided) return i;
    return kFarthest + 1;
}

void addForecast(SequentialResult& result, const SequentialTest& test, std::span<const double> values,
                 std::uint64_t seed) {
    std::vector<double> drawn(values.begin(), values.end());
    drawn.insert(drawn.end(), {0.0, 1.0});
    Random random(deriveSeed(seed, "continuations"));
    std::vector<std::int64_t> needed;
    std::int64_t within = 0;
    for (int i = 0; i < kContinuations; ++i) {
        needed.push_back(decidedAfter(test, drawn, random));
        within += needed.back() <= result.remaining ? 1 : 0;
    }
    result.chance = static_cast<double>(within) / kContinuations;
    const auto half = needed.begin() + kContinuations / 2;
    std::nth_element(needed.begin(), half, needed.end());
    if (*half <= kFarthest) result.more = *half;
}

}  // namespace

SequentialTest::SequentialTest(const StopRule& rule)
    : refuted_(std::log(2 / rule.alpha)),
      margin_(rule.margin > 0 && rule.margin < 0.5),
      bets_(rule.alpha),
      half_(0.5),
      better_(0.5 + kSequenceStep),
      worse_(0.5 - kSequenceStep),
      above_(margin_ ? 0.5 + rule.margin - kSequenceStep : 0.5),
      below_(margin_ ? 0.5 - rule.margin + kSequenceStep : 0.5) {}

Decision SequentialTest::add(double value) {
    const double stake = bets_.next();
    for (auto* capital : {&half_, &better_, &worse_}) capital->bet(stake, value);
    if (margin_) {
        above_.bet(stake, value);
        below_.bet(stake, value);
        notAbove_ = notAbove_ || above_.logNegative() > refuted_;
        notBelow_ = notBelow_ || below_.logPositive() > refuted_;
    }
    bets_.add(value);
    ++count_;
    largest_ = std::max(largest_, half_.logEValue());
    if (decision_ != Decision::Undecided) return decision_;
    if (better_.logPositive() > refuted_)
        decision_ = Decision::SecondBetter;
    else if (worse_.logNegative() > refuted_)
        decision_ = Decision::FirstBetter;
    else if (notAbove_ && notBelow_)
        decision_ = Decision::Equivalent;
    return decision_;
}

double SequentialTest::p() const {
    return std::min(1.0, std::exp(-largest_));
}

SequentialResult followStudy(std::span<const double> values, std::int64_t remaining, const StopRule& rule,
                             std::uint64_t seed) {
    SequentialResult result;
    result.remaining = remaining;
    HedgedSequence sequence(rule.alpha);
    SequentialTest test(rule);
    for (const double value : values) {
        sequence.add(value);
        if (test.add(value) != Decision::Undecided && result.decided_at == 0) result.decided_at = test.count();
    }
    result.limits = sequence.running();
    result.decision = test.decision();
    result.prompts = test.count();
    result.p = test.p();
    if (result.decision == Decision::Undecided && remaining > 0 && result.prompts >= kEnoughForForecast)
        addForecast(result, test, values, seed);
    return result;
}

bool beyondThePlan(const SequentialResult& result) {
    if (result.decision != Decision::Undecided) return false;
    return result.remaining <= 0 || (result.chance && *result.chance < kNoHope);
}

}  // namespace recap
