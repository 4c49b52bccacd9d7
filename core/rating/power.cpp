// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/power.h"

#include "rating/distributions.h"
#include "rating/significance.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

// The most losses (or wins) out of n with which the test still rejects; -1 when it never does.
std::int64_t criticalCount(std::int64_t n, double alpha) {
    std::int64_t low = -1, high = n / 2 + 1;
    while (high - low > 1) {
        const auto middle = low + (high - low) / 2;
        (signTestP(middle, n - middle) <= alpha ? low : high) = middle;
    }
    return low;
}

// Of so many decided answers.
PromptChances majority(std::int64_t decided, double winRate, double agreement) {
    if (decided == 0) return {};
    if (agreement >= 1) return {winRate, 1 - winRate};
    PromptChances out;
    const double strength = agreement > 0 ? (1 - agreement) / agreement : 0;
    for (std::int64_t wins = 0; wins <= decided; ++wins) {
        const double chance = agreement > 0 && winRate > 0 && winRate < 1
                                  ? betaBinomialProbability(wins, decided, winRate * strength, (1 - winRate) * strength)
                                  : binomialProbability(wins, decided, winRate);
        if (2 * wins > decided) out.won += chance;
        if (2 * wins < decided) out.lost += chance;
    }
    return out;
}

}  // namespace

double signTestPower(std::int64_t n, double winRate, double alpha) {
    const auto critical = criticalCount(n, alpha);
    if (critical < 0) return 0;
    return binomialLowerTail(critical, n, winRate) + binomialLowerTail(critical, n, 1 - winRate);
}

std::optional<SampleSizes> signTestSizes(double winRate, double power, std::int64_t most, double alpha) {
    SampleSizes sizes;
    for (std::int64_t n = 1; n <= most; ++n) {
        const bool enough = signTestPower(n, winRate, alpha) >= power;
        if (enough && sizes.first == 0) sizes.first = n;
        if (!enough) sizes.always = n + 1;
    }
    if (sizes.first == 0 || sizes.always > most) return std::nullopt;
    sizes.always = std::max(sizes.always, sizes.first);
    return sizes;
}

double mcnemarPower(std::int64_t n, double onlyFirst, double onlySecond, double alpha) {
    const double discordant = onlyFirst + onlySecond;
    if (n <= 0 || discordant <= 0) return 0;
    // Ten standard deviations hold all that a double can tell.
    const auto count = static_cast<double>(n);
    const double middle = count * discordant, wide = 10 * std::sqrt(count * discordant * (1 - discordant)) + 10;
    const auto from = static_cast<std::int64_t>(std::max(0.0, std::floor(middle - wide)));
    const auto to = static_cast<std::int64_t>(std::min(count, std::ceil(middle + wide)));
    double power = 0;
    for (auto m = from; m <= to; ++m)
        power += binomialProbability(m, n, std::min(1.0, discordant)) * signTestPower(m, onlyFirst / discordant, alpha);
    return power;
}

double mcnemarSize(double onlyFirst, double onlySecond, double power, double alpha) {
    const double sum = onlyFirst + onlySecond, difference = onlyFirst - onlySecond;
    const double needed = normalUpperPoint(alpha / 2) * std::sqrt(sum) +
                          normalUpperPoint(1 - power) * std::sqrt(sum - difference * difference);
    return needed * needed / (difference * difference);
}

PromptChances promptChances(const StudyPlanFacts& plan, double winRate) {
    PromptChances out;
    for (std::int64_t decided = 1; decided <= plan.answers_per_prompt; ++decided) {
        const double chance = binomialProbability(decided, plan.answers_per_prompt, 1 - plan.tie_share);
        const auto prompt = majority(decided, winRate, plan.agreement);
        out.won += chance * prompt.won;
        out.lost += chance * prompt.lost;
    }
    return out;
}

double studyPower(const StudyPlanFacts& plan, double winRate) {
    const auto prompt = promptChances(plan, winRate);
    return mcnemarPower(plan.prompts, prompt.won, prompt.lost);
}

double visibleWinRate(const StudyPlanFacts& plan, double power) {
    if (studyPower(plan, 1) < power) return 1;
    double low = 0.5, high = 1;
    for (int i = 0; i < 20; ++i) {
        const double middle = (low + high) / 2;
        (studyPower(plan, middle) >= power ? high : low) = middle;
    }
    return high;
}

std::optional<std::int64_t> promptsFor(StudyPlanFacts plan, double winRate, double power, std::int64_t most) {
    const auto seen = [&](std::int64_t prompts) {
        plan.prompts = prompts;
        return studyPower(plan, winRate) >= power;
    };
    if (!seen(most)) return std::nullopt;
    std::int64_t low = 0, high = most;
    while (high - low > 1) {
        const auto middle = low + (high - low) / 2;
        (seen(middle) ? high : low) = middle;
    }
    return high;
}

Message powerSentence(const StudyPlanFacts& plan, double winRate) {
    const auto times = std::lround(10 * studyPower(plan, winRate));
    // Percent with one decimal at most.
    const double rate = std::round(1000 * winRate) / 10;
    return plan.answers_per_prompt == 1
               ? message(
                     "With %1 prompts and one answer to each, a true win rate of %2 % is seen about %3 times of 10.",
                     plan.prompts, rate, times)
               : message(
                     "With %1 prompts and %2 answers to each, a true win rate of %3 % is seen about %4 times of 10.",
                     plan.prompts, plan.answers_per_prompt, rate, times);
}

}  // namespace recap
