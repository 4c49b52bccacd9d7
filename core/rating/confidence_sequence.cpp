// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/confidence_sequence.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

constexpr int kGrid = 1000;
constexpr double kTruncation = 0.5;    // of a bet, so that nobody is ruined by one value
constexpr std::int64_t kPutAway = 16;  // 16 factors between 2^-1 and 501 stay inside a double

double factorUp(double stake, double mean, double value) {
    return 1 + std::min(stake, kTruncation / mean) * (value - mean);
}
double factorDown(double stake, double mean, double value) {
    return 1 - std::min(stake, kTruncation / (1 - mean)) * (value - mean);
}

void requireUnit(double value) {
    if (!(value >= 0 && value <= 1))
        throw Error(ErrorCode::InvalidOption,
                    message("A value of a confidence sequence must lie between 0 and 1, not at %1.", value));
}

double logBeta(double a, double b) {
    return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
}

// The zero of a function that changes its sign once between `inside` and `outside`.
template <class Function>
double bisect(double inside, double outside, Function&& refuted) {
    for (int i = 0; i < 200; ++i) {
        const double middle = (inside + outside) / 2;
        if (middle == inside || middle == outside) break;
        (refuted(middle) ? outside : inside) = middle;
    }
    return outside;
}

// Lower limit of the empirical Bernstein sequence; the upper one is that of 1 - x.
double bernsteinLower(std::span<const double> values, double alpha) {
    const double target = 2 * std::log(2 / alpha);
    double weighted = 0, weights = 0, penalty = 0, sum = 0, squares = 0, i = 0, mean = 0;
    double variance = 0.25;
    for (const double x : values) {
        i += 1;
        const double l = std::min(kTruncation, std::sqrt(target / (i * std::log1p(i) * variance)));
        weighted += l * x;
        weights += l;
        penalty += (x - mean) * (x - mean) * (-std::log1p(-l) - l);
        sum += x;
        mean = sum / i;
        const double regularised = (0.5 + sum) / (i + 1);
        squares += (x - regularised) * (x - regularised);
        variance = (0.25 + squares) / (i + 1);
    }
    return (weighted - target / 2 - penalty) / weights;
}

}  // namespace

PredictableBets::PredictableBets(double alpha) : target_(2 * std::log(2 / alpha)) {}

double PredictableBets::next() const {
    const double variance = (0.25 + squares_) / (count_ + 1), i = count_ + 1;
    return std::sqrt(target_ / (i * std::log1p(i) * variance));
}

void PredictableBets::add(double value) {
    count_ += 1;
    sum_ += value;
    // Each residual keeps the mean of its own time: a later one would make the bets depend on their outcome.
    const double mean = (0.5 + sum_) / (count_ + 1);
    squares_ += (value - mean) * (value - mean);
}

void BettingCapital::bet(double stake, double value) {
    positive_ += std::log(factorUp(stake, mean_, value));
    negative_ += std::log(factorDown(stake, mean_, value));
}

double BettingCapital::logEValue() const {
    return std::max(positive_, negative_) - std::log(2);
}

double HedgedSequence::Capital::total() const {
    return log + std::log(product);
}

HedgedSequence::HedgedSequence(double alpha)
    : bets_(alpha), refuted_(std::log(2 / alpha)), positive_(kGrid + 1), negative_(kGrid + 1) {}

void HedgedSequence::putAway() {
    for (auto* side : {&positive_, &negative_})
        for (auto& capital : *side) capital = {1, capital.total()};
}

void HedgedSequence::add(double value) {
    requireUnit(value);
    const double stake = bets_.next();
    for (int i = 0; i <= kGrid; ++i) {
        const double mean = static_cast<double>(i) / kGrid;
        const auto at = static_cast<std::size_t>(i);
        positive_[at].product *= factorUp(stake, mean, value);
        negative_[at].product *= factorDown(stake, mean, value);
    }
    bets_.add(value);
    if (++count_ % kPutAway == 0) putAway();
    const auto now = limits();
    running_ = {std::max(running_.low, now.low), std::min(running_.high, now.high)};
}

SequenceLimits HedgedSequence::limits() const {
    // The larger the candidate, the less the first gambler owns and the more the second: what is kept is a range.
    const auto refuted = [this](const Capital& capital) { return capital.total() > refuted_; };
    const auto first = std::partition_point(positive_.begin(), positive_.end(), refuted) - positive_.begin();
    const auto last = std::partition_point(negative_.begin(), negative_.end(),
                                           [&](const Capital& capital) { return !refuted(capital); }) -
                      negative_.begin() - 1;
    return {std::max(0.0, static_cast<double>(first - 1) / kGrid),
            std::min(1.0, static_cast<double>(last + 1) / kGrid)};
}

SequenceLimits empiricalBernsteinLimits(std::span<const double> values, double alpha) {
    if (values.empty()) return {};
    std::vector<double> mirrored;
    for (const double x : values) {
        requireUnit(x);
        mirrored.push_back(1 - x);
    }
    return {std::max(0.0, bernsteinLower(values, alpha)), std::min(1.0, 1 - bernsteinLower(mirrored, alpha))};
}

SequenceLimits hoeffdingLimits(std::span<const double> values, double alpha) {
    if (values.empty()) return {};
    double weighted = 0, weights = 0, squares = 0, i = 0;
    for (const double x : values) {
        requireUnit(x);
        i += 1;
        const double l = std::min(1.0, std::sqrt(8 * std::log(2 / alpha) / (i * std::log1p(i))));
        weighted += l * x;
        weights += l;
        squares += l * l;
    }
    const double margin = (std::log(2 / alpha) + squares / 8) / weights, centre = weighted / weights;
    return {std::max(0.0, centre - margin), std::min(1.0, centre + margin)};
}

double betaMixtureLogEValue(double successes, double n, double probability, double a, double b) {
    double likelihood = 0;
    if (successes > 0) likelihood += successes * std::log(probability);
    if (n > successes) likelihood += (n - successes) * std::log1p(-probability);
    return logBeta(a + successes, b + n - successes) - logBeta(a, b) - likelihood;
}

SequenceLimits betaMixtureLimits(double successes, double n, double a, double b, double alpha) {
    if (n <= 0) return {};
    const double refuted = std::log(1 / alpha), rate = successes / n;
    const auto outside = [&](double p) { return betaMixtureLogEValue(successes, n, p, a, b) >= refuted; };
    SequenceLimits limits;
    if (successes > 0) limits.low = bisect(rate, 0, outside);
    if (successes < n) limits.high = bisect(rate, 1, outside);
    return limits;
}

}  // namespace recap
