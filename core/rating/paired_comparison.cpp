// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/paired_comparison.h"

#include "rating/clustered.h"
#include "rating/distributions.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace recap {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

std::vector<PromptSuccess> answeredForBoth(std::span<const PromptSuccess> prompts) {
    std::vector<PromptSuccess> kept(prompts.begin(), prompts.end());
    std::erase_if(kept, [](const auto& p) { return p.first_answers <= 0 || p.second_answers <= 0; });
    return kept;
}

// Each prompt's difference with the weight of its answers, so that equal numbers of answers give the difference of the
// rates over all answers; the interval is moved to that difference where they are not equal.
EstimatedGain absoluteGain(const std::vector<PromptSuccess>& prompts, double difference) {
    std::vector<ClusterSum> sums;
    for (const auto& p : prompts) {
        const double weight = (p.first_answers + p.second_answers) / 2;
        sums.push_back({weight * (p.second / p.second_answers - p.first / p.first_answers), weight});
    }
    const auto interval = clusterInterval(sums, -1, 1);
    const double move = difference - interval.value;
    return {difference, std::max(-1.0, interval.low + move), std::min(1.0, interval.high + move)};
}

// Interval of rate2 / rate1 through its logarithm, whose error follows from the prompts' residuals.
struct Ratio {
    double value = kUndefined, low = kUndefined, high = kUndefined;
};
template <class Second, class First>
Ratio ratioOf(const std::vector<PromptSuccess>& prompts, Second&& second, First&& first) {
    double firstSum = 0, secondSum = 0, firstAnswers = 0, secondAnswers = 0;
    for (const auto& p : prompts) {
        firstSum += first(p);
        secondSum += second(p);
        firstAnswers += p.first_answers;
        secondAnswers += p.second_answers;
    }
    Ratio out;
    if (firstSum <= 0) return out;
    out.value = secondSum / secondAnswers / (firstSum / firstAnswers);
    const auto n = static_cast<double>(prompts.size());
    if (secondSum <= 0 || n < 2) return out;
    double squares = 0;
    for (const auto& p : prompts) {
        const double residual = second(p) / secondSum - p.second_answers / secondAnswers -
                                (first(p) / firstSum - p.first_answers / firstAnswers);
        squares += residual * residual;
    }
    const double half = studentTwoSidedPoint(0.05, n - 1) * std::sqrt(squares * n / (n - 1));
    if (half <= 0) return out;
    out.low = out.value * std::exp(-half);
    out.high = out.value * std::exp(half);
    return out;
}

PairedTable tableOf(const std::vector<PromptSuccess>& prompts) {
    PairedTable table;
    for (const auto& p : prompts) {
        const bool first = 2 * p.first > p.first_answers, second = 2 * p.second > p.second_answers;
        ++(first ? second ? table.both : table.only_first : second ? table.only_second : table.neither);
    }
    return table;
}

}  // namespace

PairedComparison comparePaired(std::span<const PromptSuccess> all) {
    const auto prompts = answeredForBoth(all);
    PairedComparison out;
    out.absolute = {0, -1, 1};
    out.relative = out.error_reduction = {kUndefined, kUndefined, kUndefined};
    out.prompts = std::ssize(prompts);
    if (prompts.empty()) return out;
    double first = 0, second = 0, firstAnswers = 0, secondAnswers = 0;
    for (const auto& p : prompts) {
        first += p.first;
        second += p.second;
        firstAnswers += p.first_answers;
        secondAnswers += p.second_answers;
    }
    out.first = first / firstAnswers;
    out.second = second / secondAnswers;
    out.absolute = absoluteGain(prompts, out.second - out.first);
    const auto success = ratioOf(
        prompts, [](const auto& p) { return p.second; }, [](const auto& p) { return p.first; });
    out.relative = {success.value - 1, success.low - 1, success.high - 1};
    // A small ratio of failures is a large reduction.
    const auto failure = ratioOf(
        prompts, [](const auto& p) { return p.second_answers - p.second; },
        [](const auto& p) { return p.first_answers - p.first; });
    out.error_reduction = {1 - failure.value, 1 - failure.high, 1 - failure.low};
    out.table = tableOf(prompts);
    out.mcnemar_p = mcnemarExactP(out.table);
    out.majority_difference =
        newcombePaired({out.table.both, out.table.only_second, out.table.only_first, out.table.neither});
    return out;
}

}  // namespace recap
