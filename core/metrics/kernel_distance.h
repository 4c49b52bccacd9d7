// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/feature_statistics.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace recap {

// Kernel distance (KID, Binkowski et al. 2018): unbiased estimate of the squared maximum mean discrepancy with
// k(x, y) = (x.y / width + 1)^3. Unlike a Frechet distance it has no bias in the number of images; it may be slightly
// negative. The kernel is summed `block` by `block` rows, so no n x n matrix is held.
// Throws Error(ShapeMismatch) for fewer than two rows on a side or different widths.
double kernelDistance(const torch::Tensor& real, const torch::Tensor& generated, std::int64_t block = kFeatureBlock);

// Mean and population standard deviation over `subsets` random subsets of each side, drawn without replacement; of
// `subset_size` rows, or of as many as the smaller side has (clean-fid: 100 subsets of 1,000).
struct SubsetKernelDistance {
    double mean = 0, std = 0;
    std::vector<double> per_subset;
};
SubsetKernelDistance subsetKernelDistance(const torch::Tensor& real, const torch::Tensor& generated,
                                          std::size_t subsets, std::size_t subset_size, std::uint64_t seed);
// The same with given row indices, int64 [subsets, rows] for each side.
SubsetKernelDistance subsetKernelDistance(const torch::Tensor& real, const torch::Tensor& generated,
                                          const torch::Tensor& realIndices, const torch::Tensor& generatedIndices);

}  // namespace recap
