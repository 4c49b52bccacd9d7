// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/feature_statistics.h"

#include <cstdint>

namespace recap {

// Kernel distance (KID): unbiased estimate of the squared maximum mean discrepancy with k(x, y) = (x.y / width + 1)^3.
// Unlike a Frechet distance it has no bias in the number of images; it may be slightly negative.
// Throws Error(ShapeMismatch) for fewer than two rows on a side or different widths.
double kernelDistance(const FeatureRows& real, const FeatureRows& generated);

// Mean and population standard deviation over `subsets` random subsets of `subset_size` rows of each side.
struct SubsetKernelDistance {
    double mean = 0, std = 0;
    std::vector<double> per_subset;
};
SubsetKernelDistance subsetKernelDistance(const FeatureRows& real, const FeatureRows& generated, std::size_t subsets,
                                          std::size_t subset_size, std::uint64_t seed);
// The same with given row indices, one list a subset.
SubsetKernelDistance subsetKernelDistance(const FeatureRows& real, const FeatureRows& generated,
                                          const std::vector<std::vector<std::int64_t>>& realIndices,
                                          const std::vector<std::vector<std::int64_t>>& generatedIndices);

}  // namespace recap
