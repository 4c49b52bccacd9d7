// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bootstrap.h"

#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

namespace recap {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

void drawInto(PromptWeights& draw, std::size_t prompts, Random& random) {
    draw.assign(prompts, 0.0);
    for (std::size_t i = 0; i < prompts; ++i)
        draw[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(prompts)))] += 1;
}

// Where `rising` crosses zero.
template <class Function>
double crossing(double low, double high, Function rising) {
    for (int i = 0; i < 200; ++i) {
        const double middle = (low + high) / 2;
        (rising(middle) < 0 ? low : high) = middle;
    }
    return (low + high) / 2;
}

}  // namespace

std::vector<PromptWeights> drawPromptWeights(std::size_t prompts, std::size_t replicates, std::uint64_t seed) {
    Random random(deriveSeed(seed, "bootstrap"));
    std::vector<PromptWeights> draws(replicates);
    for (auto& draw : draws) drawInto(draw, prompts, random);
    return draws;
}

std::vector<double> drawnReplicates(std::size_t prompts, std::size_t replicates, std::uint64_t seed,
                                    const WeightedStatistic& statistic) {
    Random random(deriveSeed(seed, "bootstrap"));
    PromptWeights draw;
    std::vector<double> values;
    values.reserve(replicates);
    for (std::size_t i = 0; i < replicates; ++i) {
        drawInto(draw, prompts, random);
        values.push_back(statistic(draw));
    }
    return values;
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
    if (values.empty()) return kNone;
    std::sort(values.begin(), values.end());
    const double position = q * static_cast<double>(values.size() - 1);
    const auto below = static_cast<std::size_t>(position);
    const auto above = std::min(below + 1, values.size() - 1);
    return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

double normalQuantile(double probability) {
    return crossing(-40, 40, [&](double z) { return std::erfc(-z / std::sqrt(2.0)) / 2 - probability; });
}

double normalTail(double z) {
    return std::erfc(std::abs(z) / std::sqrt(2.0));
}

double studentTail(double t, std::int64_t degrees) {
    if (!std::isfinite(t)) return std::isnan(t) ? kNone : 0;
    const double angle = std::atan(std::abs(t) / std::sqrt(static_cast<double>(degrees)));
    const double cosine = std::cos(angle), square = cosine * cosine;
    // 1 + 1/2 cos^2 + (1 3)/(2 4) cos^4 ... for even degrees, cos + 2/3 cos^3 + (2 4)/(3 5) cos^5 ... for odd ones.
    const bool odd = degrees % 2 == 1;
    double term = odd ? cosine : 1, sum = degrees == 1 ? 0 : term;
    for (std::int64_t k = odd ? 3 : 2; k <= degrees - 2 && term > 0; k += 2) {
        term *= square * static_cast<double>(k - 1) / static_cast<double>(k);
        sum += term;
    }
    const double inside = odd ? 2 / std::numbers::pi * (angle + std::sin(angle) * sum) : std::sin(angle) * sum;
    return std::clamp(1 - inside, 0.0, 1.0);
}

double studentPoint(double confidence, std::int64_t degrees) {
    return crossing(0, 1e6, [&](double t) { return 1 - studentTail(t, degrees) - confidence; });
}

double jackknifeStandardError(const std::vector<double>& without) {
    if (without.size() < 2) return kNone;
    const auto groups = static_cast<double>(without.size());
    const double centre = mean(without);
    double squares = 0;
    for (const double one : without) squares += (one - centre) * (one - centre);
    return std::sqrt((groups - 1) / groups * squares);
}

Interval jackknifeInterval(double value, const std::vector<double>& without, double confidence) {
    if (without.size() < 2) return {value, kNone, kNone};
    const double reach =
        studentPoint(confidence, static_cast<std::int64_t>(without.size()) - 1) * jackknifeStandardError(without);
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
    if (replicates.size() < 2) return kNone;
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

double percentileTwoSidedP(const std::vector<double>& replicates) {
    if (replicates.empty()) return kNone;
    const auto below = std::count_if(replicates.begin(), replicates.end(), [](double r) { return r <= 0; });
    const auto above = std::count_if(replicates.begin(), replicates.end(), [](double r) { return r >= 0; });
    return std::min(1.0,
                    2.0 * static_cast<double>(1 + std::min(below, above)) / static_cast<double>(1 + replicates.size()));
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
