// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/feature_statistics.h"

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

// Throws Error(ShapeMismatch) when a side has k rows or fewer.
ManifoldCoverage manifoldCoverage(const FeatureRows& real, const FeatureRows& generated, std::size_t k);

}  // namespace recap
