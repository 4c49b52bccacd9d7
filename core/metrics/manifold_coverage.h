// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/feature_statistics.h"

#include <cstdint>

namespace recap {

// Precision, recall (Kynkaanniemi et al. 2019), density and coverage (Naeem et al. 2020) of two feature sets. A set's
// manifold is the union of balls around its rows, each reaching to the k-th nearest other row of the set; a row on the
// border counts as inside.
struct ManifoldCoverage {
    double precision = 0;  // share of generated rows inside the real manifold
    double recall = 0;     // share of real rows inside the generated manifold
    double density = 0;    // mean number of real balls around a generated row, divided by k
    double coverage = 0;   // share of real rows whose ball holds a generated row
};

// Distances are computed `block` by `block` rows, so no n x n matrix is held. Throws Error(ShapeMismatch) when a side
// has k rows or fewer, or for different widths.
ManifoldCoverage manifoldCoverage(const torch::Tensor& real, const torch::Tensor& generated, std::int64_t k,
                                  std::int64_t block = kFeatureBlock);

}  // namespace recap
