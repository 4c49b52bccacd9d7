// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/audit_sample.h"

#include "base/error.h"
#include "rating/distributions.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

// The largest number in [low, high] that `holds`, which holds up to some number; `low` is taken to hold.
template <class Predicate>
std::int64_t last(std::int64_t low, std::int64_t high, Predicate&& holds) {
    while (low < high) {
        const auto middle = low + (high - low + 1) / 2;
        if (holds(middle))
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}

double widthOf(std::int64_t sampled, std::int64_t population, double expected, double alpha) {
    const auto found = std::llround(expected * static_cast<double>(sampled));
    const auto interval = finitePopulationInterval(found, sampled, population, alpha);
    return interval.high - interval.low;
}

}  // namespace

ProportionInterval finitePopulationInterval(std::int64_t found, std::int64_t sampled, std::int64_t population,
                                            double alpha) {
    if (found < 0 || found > sampled || sampled > population)
        throw Error(ErrorCode::InvalidOption,
                    message("%1 of %2 out of %3 is not a sample of a collection.", found, sampled, population));
    if (sampled == 0) return {0, 0, 1};
    const auto all = static_cast<double>(population);
    // At least `found` and at most all but the good ones that were seen.
    const std::int64_t least = found, most = population - (sampled - found);
    // So few are not too rare up to some number of faulty ones.
    const auto high = last(least, most, [&](std::int64_t faulty) {
        return hypergeometricLowerTail(found, sampled, faulty, population) > alpha / 2;
    });
    // The same for the good ones, seen from the other side.
    const auto good = last(sampled - found, population - found, [&](std::int64_t sound) {
        return hypergeometricLowerTail(sampled - found, sampled, sound, population) > alpha / 2;
    });
    return {static_cast<double>(found) / static_cast<double>(sampled), static_cast<double>(population - good) / all,
            static_cast<double>(high) / all};
}

std::int64_t sampleSizeForWidth(std::int64_t population, double width, double expected, double alpha) {
    if (!(width > 0)) throw Error(ErrorCode::InvalidOption, message("The width of an interval must be positive."));
    if (population <= 0) return 0;
    // Nearly monotone: found by halves, then the last few steps one by one, because counts are rounded.
    std::int64_t low = 0, high = population;
    while (high - low > 1) {
        const auto middle = low + (high - low) / 2;
        (widthOf(middle, population, expected, alpha) <= width ? high : low) = middle;
    }
    return high;
}

PredictedMean predictionPoweredMean(std::span<const JudgedPrediction> sample, double predictedMean,
                                    std::int64_t population, double alpha) {
    const auto n = static_cast<double>(sample.size());
    if (sample.size() < 2)
        throw Error(ErrorCode::InvalidOption, message("An audit needs at least two judged captions."));
    double judged = 0, predicted = 0;
    for (const auto& member : sample) {
        judged += member.judged / n;
        predicted += member.predicted / n;
    }
    double covariance = 0, variance = 0;
    for (const auto& member : sample) {
        covariance += (member.judged - judged) * (member.predicted - predicted);
        variance += (member.predicted - predicted) * (member.predicted - predicted);
    }
    PredictedMean out;
    // The sample is part of the population whose mean is known: the weight of a regression estimator.
    out.weight = variance > 0 ? covariance / variance : 0;
    out.value = judged + out.weight * (predictedMean - predicted);
    double squares = 0;
    for (const auto& member : sample) {
        const double residual = member.judged - judged - out.weight * (member.predicted - predicted);
        squares += residual * residual;
    }
    // One degree of freedom for the mean, one for the weight.
    const double freedom = std::max(1.0, n - (variance > 0 ? 2 : 1));
    const double unseen = std::max(0.0, 1 - n / static_cast<double>(population));
    const double half = studentTwoSidedPoint(alpha, freedom) * std::sqrt(squares / freedom / n * unseen);
    out.low = out.value - half;
    out.high = out.value + half;
    return out;
}

}  // namespace recap
