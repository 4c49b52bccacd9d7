// SPDX-License-Identifier: GPL-3.0-or-later
//
// Intervals for a mean that hold at every time at once, so that a study may be looked at after every answer and stopped
// whenever the interval says enough. Values lie in [0, 1], arrive one by one, and each has the same mean given those
// before it; nothing else is assumed. The probability that any of the intervals ever misses the mean is at most alpha.
//
// Waudby-Smith and Ramdas 2024 (Estimating means of bounded random variables by betting, JRSS B 86), as in the package
// confseq 0.0.11; the beta mixture is Robbins' (1970).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace recap {

struct SequenceLimits {
    double low = 0, high = 1;
};

// How much is staked on the next value: it follows from those before it only.
class PredictableBets {
public:
    explicit PredictableBets(double alpha = 0.05);
    double next() const;
    void add(double value);

private:
    double target_ = 0;  // 2 ln(2 / alpha)
    double count_ = 0, sum_ = 0, squares_ = 0;
};

// What two gamblers own who bet, from 1 each, that the mean is larger, or smaller, than `mean`. If it is `mean`,
// neither ever owns 2 / alpha, but with probability alpha / 2 each.
class BettingCapital {
public:
    explicit BettingCapital(double mean) : mean_(mean) {}
    void bet(double stake, double value);
    double logPositive() const { return positive_; }
    double logNegative() const { return negative_; }
    // ln of half of what the richer one owns: an e-value, whose expectation is at most 1 if the mean is `mean`.
    double logEValue() const;

private:
    double mean_, positive_ = 0, negative_ = 0;
};

// The hedged interval: every candidate mean on a grid that neither gambler refutes, one step wider.
inline constexpr double kSequenceStep = 0.001;
class HedgedSequence {
public:
    explicit HedgedSequence(double alpha = 0.05);
    void add(double value);
    SequenceLimits limits() const;                       // of the values so far
    SequenceLimits running() const { return running_; }  // intersection of all limits until now: valid, and never wider
    std::int64_t count() const { return count_; }

private:
    struct Capital {
        double product = 1, log = 0;  // the logarithm of what was multiplied before is put away from time to time
        double total() const;
    };
    void putAway();

    PredictableBets bets_;
    double refuted_ = 0;  // ln(2 / alpha)
    std::int64_t count_ = 0;
    std::vector<Capital> positive_, negative_;  // of each candidate
    SequenceLimits running_;
};

// The closed forms of the same paper, after the last of `values`; wider than the hedged one for most data.
SequenceLimits empiricalBernsteinLimits(std::span<const double> values, double alpha = 0.05);
SequenceLimits hoeffdingLimits(std::span<const double> values, double alpha = 0.05);

// For successes out of n in yes-or-no values: the likelihood ratio mixed over a beta distribution with parameters a, b.
SequenceLimits betaMixtureLimits(double successes, double n, double a = 1, double b = 1, double alpha = 0.05);
// ln of the e-value against a probability strictly between 0 and 1.
double betaMixtureLogEValue(double successes, double n, double probability, double a = 1, double b = 1);

}  // namespace recap
