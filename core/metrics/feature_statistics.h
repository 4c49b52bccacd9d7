// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace recap {

// One feature vector per image; all of the same width.
using FeatureRows = std::vector<std::vector<double>>;

// A Gaussian fitted to features: mean and sample covariance (n - 1), in double precision.
struct FeatureStatistics {
    std::size_t width = 0;
    double count = 0;
    std::vector<double> mean;        // [width]
    std::vector<double> covariance;  // [width x width], row-major
};

// `weights`: how often each row counts; empty means once. Needs a weight sum of at least 2.
// Throws Error(ShapeMismatch) for ragged rows, a wrong number of weights, or too few rows.
FeatureStatistics fitFeatures(const FeatureRows& rows, std::span<const double> weights = {});

}  // namespace recap
