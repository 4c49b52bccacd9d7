// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bootstrap.h"

#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace recap {
namespace {

double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

std::vector<PromptWeights> drawPromptWeights(std::size_t prompts, std::size_t replicates, std::uint64_t seed) {
    Random random(deriveSeed(seed, "bootstrap"));
    std::vector<PromptWeights> draws(replicates, PromptWeights(prompts, 0.0));
    for (auto& draw : draws)
        for (std::size_t i = 0; i < prompts; ++i)
            draw[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(prompts)))] += 1;
    return draws;
}

PromptWeights weightsOfDraw(std::span<const std::int32_t> drawn, std::size_t prompts) {
    PromptWeights weights(prompts, 0.0);
    for (const auto index : drawn) weights.at(static_cast<std::size_t>(index)) += 1;
    return weights;
}

std::vector<double> bootstrapReplicates(const std::vector<PromptWeights>& draws, const WeightedStatistic& statistic) {
    std::vector<double> replicates;
    replicates.reserve(draws.size());
    for (const auto& draw : draws) {
        const double value = statistic(draw);
        if (std::isfinite(value)) replicates.push_back(value);
    }
    return replicates;
}

double quantile(std::vector<double> values, double q) {
    if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
    std::sort(values.begin(), values.end());
    const double position = q * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

double normalQuantile(double probability) {
    double low = -40, high = 40;
    for (int i = 0; i < 100; ++i) {
        const double middle = (low + high) / 2;
        (std::erfc(-middle / std::sqrt(2.0)) / 2 < probability ? low : high) = middle;
    }
    return (low + high) / 2;
}

Interval jackknifeInterval(double value, const std::vector<double>& without, double confidence) {
    const auto groups = static_cast<double>(without.size());
    if (without.size() < 2) {
        constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
        return {value, kNone, kNone};
    }
    const double centre = mean(without);
    double squares = 0;
    for (const double one : without) squares += (one - centre) * (one - centre);
    const double reach = normalQuantile(0.5 + confidence / 2) * std::sqrt((groups - 1) / groups * squares);
    return {value, value - reach, value + reach};
}

Interval percentileInterval(double value, const std::vector<double>& replicates, double confidence) {
    const double tail = (1 - confidence) / 2;
    return {value, quantile(replicates, tail), quantile(replicates, 1 - tail)};
}

Interval basicInterval(double value, const std::vector<double>& replicates, double confidence) {
    const Interval percentile = percentileInterval(value, replicates, confidence);
    return {value, 2 * value - percentile.high, 2 * value - percentile.low};
}

Interval shiftedInterval(double value, const std::vector<double>& replicates, double confidence) {
    if (replicates.empty()) return percentileInterval(value, replicates, confidence);
    const double shift = value - mean(replicates);
    const Interval percentile = percentileInterval(value, replicates, confidence);
    return {value, percentile.low + shift, percentile.high + shift};
}

double bootstrapStandardError(const std::vector<double>& replicates) {
    if (replicates.size() < 2) return std::numeric_limits<double>::quiet_NaN();
    const double centre = mean(replicates);
    double sum = 0;
    for (const double r : replicates) sum += (r - centre) * (r - centre);
    return std::sqrt(sum / static_cast<double>(replicates.size() - 1));
}

double bootstrapTwoSidedP(const std::vector<double>& replicates) {
    const auto below = std::count_if(replicates.begin(), replicates.end(), [](double r) { return r <= 0; });
    const auto above = std::count_if(replicates.begin(), replicates.end(), [](double r) { return r >= 0; });
    return std::min(1.0, 2.0 * static_cast<double>(std::min(below, above)) / static_cast<double>(replicates.size()));
}

Interval bootstrapInterval(const std::vector<PromptWeights>& draws, std::size_t prompts,
                           const WeightedStatistic& statistic, double confidence) {
    const PromptWeights once(prompts, 1.0);
    return percentileInterval(statistic(once), bootstrapReplicates(draws, statistic), confidence);
}

Interval pairedDifference(const std::vector<PromptWeights>& draws, std::size_t prompts, const WeightedStatistic& first,
                          const WeightedStatistic& second, double confidence) {
    return bootstrapInterval(
        draws, prompts, [&](std::span<const double> weights) { return second(weights) - first(weights); }, confidence);
}

}  // namespace recap
