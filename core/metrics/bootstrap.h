// SPDX-License-Identifier: GPL-3.0-or-later
//
// Confidence intervals by resampling prompts. A draw of prompts with replacement is written as weights: how often each
// prompt was drawn. Every metric takes such weights, so one set of draws serves all metrics and both sides of a paired
// comparison.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace recap {

using PromptWeights = std::vector<double>;
using WeightedStatistic = std::function<double(std::span<const double> weights)>;

struct Interval {
    double value = 0;  // the statistic on all prompts, each once
    double low = 0, high = 0;
};

// `replicates` draws of `prompts` prompts out of `prompts`; the same seed gives the same draws everywhere.
std::vector<PromptWeights> drawPromptWeights(std::size_t prompts, std::size_t replicates, std::uint64_t seed);

// Weights of one draw that is given as prompt indices.
PromptWeights weightsOfDraw(std::span<const std::int32_t> drawn, std::size_t prompts);

// The statistic of every draw, in order. Draws on which it is undefined (not finite) are left out.
std::vector<double> bootstrapReplicates(const std::vector<PromptWeights>& draws, const WeightedStatistic& statistic);

// The statistic of every draw of drawPromptWeights(), in order, also where it is undefined. The draws are made one
// after the other, so that 2000 draws of 30,000 prompts are never in memory together.
std::vector<double> drawnReplicates(std::size_t prompts, std::size_t replicates, std::uint64_t seed,
                                    const WeightedStatistic& statistic);

// Quantile with linear interpolation (type 7, the default of numpy). `values` need not be sorted; NaN when empty.
double quantile(std::vector<double> values, double q);

// The value that a standard normal variable stays below with this probability, in 0..1.
double normalQuantile(double probability);

// P(|T| > |t|) of Student's t with a whole number of degrees of freedom, at least 1 (Abramowitz & Stegun 1964, 26.7.3
// and 26.7.4; exact up to rounding). NaN for a t that is NaN.
double studentTail(double t, std::int64_t degrees);
// The t with P(|T| <= t) = confidence.
double studentPoint(double confidence, std::int64_t degrees);
// P(|Z| > |z|) of the standard normal distribution.
double normalTail(double z);

// The delete-a-group jackknife (Efron & Tibshirani 1993, chapter 11): `without` is the statistic with one group of
// prompts left out, for each group. value -+ t standard errors with one degree of freedom fewer than groups (Kott 2001,
// Journal of Official Statistics 17): with the normal point intervals of 20 groups would cover 93.5 instead of 95 %.
// NaN ends for fewer than two groups.
Interval jackknifeInterval(double value, const std::vector<double>& without, double confidence = 0.95);
double jackknifeStandardError(const std::vector<double>& without);

// [q(a/2), q(1-a/2)] of the replicates with a = 1 - confidence.
Interval percentileInterval(double value, const std::vector<double>& replicates, double confidence = 0.95);

// The percentile interval reflected at the value: [2v - q(1-a/2), 2v - q(a/2)].
Interval basicInterval(double value, const std::vector<double>& replicates, double confidence = 0.95);

// For statistics that resampling biases (a Frechet distance grows when prompts repeat): the replicates are shifted by
// one constant so that their mean equals the value, then the percentile interval is taken. It therefore always
// surrounds the bulk of the shifted distribution, and keeps its width.
Interval shiftedInterval(double value, const std::vector<double>& replicates, double confidence = 0.95);

// Sample standard deviation (n - 1) of the replicates.
double bootstrapStandardError(const std::vector<double>& replicates);

// Twice the smaller tail beyond zero, at most 1: 2 min(share <= 0, share >= 0).
double bootstrapTwoSidedP(const std::vector<double>& replicates);
// The same with one more replicate in either tail: 2 (1 + fewer) / (1 + all), at most 1 (Davison & Hinkley 1997,
// section 4.2; Phipson & Smyth 2010). Never 0, which no finite number of draws supports; at most a just where the
// percentile interval of confidence 1 - a leaves out zero, up to the grain of the draws. NaN without replicates.
double percentileTwoSidedP(const std::vector<double>& replicates);

// Percentile interval of `statistic` on all prompts (each weight 1).
Interval bootstrapInterval(const std::vector<PromptWeights>& draws, std::size_t prompts,
                           const WeightedStatistic& statistic, double confidence = 0.95);

// second - first, both evaluated on the same draws.
Interval pairedDifference(const std::vector<PromptWeights>& draws, std::size_t prompts, const WeightedStatistic& first,
                          const WeightedStatistic& second, double confidence = 0.95);

}  // namespace recap
