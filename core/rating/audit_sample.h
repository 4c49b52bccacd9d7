// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a random sample says about a collection that is finite: how many of N captions are faulty when people looked at
// n of them, and what an automatic score on all N adds.
#pragma once

#include "rating/significance.h"

#include <cstdint>
#include <optional>
#include <span>

namespace recap {

// Exact interval for the share of faulty things among `population`, of which `sampled`, drawn without replacement,
// contain `found`: the numbers for which neither so many nor so few would be rarer than alpha / 2 (Buonaccorsi 1987).
// With everything sampled it is the share itself; for a large population it becomes Clopper and Pearson's. Throws
// Error(InvalidOption) unless 0 <= found <= sampled <= population.
ProportionInterval finitePopulationInterval(std::int64_t found, std::int64_t sampled, std::int64_t population,
                                            double alpha = 0.05);

// The smallest sample whose interval is at most `width` wide when a share `expected` of it is faulty (rounded to the
// count); the whole population at most. Throws Error(InvalidOption) for a width that is not positive.
std::int64_t sampleSizeForWidth(std::int64_t population, double width, double expected = 0.5, double alpha = 0.05);

// A judged member of the sample: what people say and what the automatic score predicts, both in any unit.
struct JudgedPrediction {
    double judged = 0;
    double predicted = 0;
};

struct PredictedMean {
    double value = 0, low = 0, high = 0;
    double weight = 0;  // of the predictions: 0 leaves them out, 1 trusts them as they are
};

// Prediction-powered interval of the mean of what people would say of all `population` members, which were sampled with
// equal probability: Angelopoulos, Bates et al. 2023 (Science 382, 669), with the weight of PPI++ (Angelopoulos, Duchi
// and Zrnic 2023), which makes it no wider than the sample's own for large samples. `predictedMean`: the prediction's
// mean over the whole population, the sample included. A wrong score costs width, never truth. Finite population
// correction included; Student's t with n - 1 degrees of freedom. Throws Error(InvalidOption) for fewer than two.
PredictedMean predictionPoweredMean(std::span<const JudgedPrediction> sample, double predictedMean,
                                    std::int64_t population, double alpha = 0.05);

}  // namespace recap
