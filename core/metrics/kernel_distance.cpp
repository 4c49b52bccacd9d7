// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/kernel_distance.h"

#include "base/error.h"
#include "base/random.h"
#include "metrics/kernel_sums.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <numeric>

namespace recap {
namespace {

torch::Tensor cubicKernel(const torch::Tensor& x, const torch::Tensor& y) {
    return torch::matmul(x, y.t()).div_(static_cast<double>(x.size(1))).add_(1).pow_(3);
}

// Mean of k over the pairs of different rows of one set.
double withinMean(const torch::Tensor& rows, std::int64_t block) {
    const auto sums = kernelSumsWithin(rows, block, featureBlock, cubicKernel);
    const auto n = static_cast<double>(rows.size(0));
    return (sums.all - sums.diagonal) / (n * (n - 1));
}

torch::Tensor drawRows(std::int64_t n, std::int64_t size, Random& random) {
    std::vector<std::int64_t> order(static_cast<std::size_t>(n));
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(order);
    order.resize(static_cast<std::size_t>(size));
    return torch::tensor(order, torch::kInt64);
}

}  // namespace

double kernelDistance(const torch::Tensor& real, const torch::Tensor& generated, std::int64_t block) {
    requireFinite(real, message("real images"));
    requireFinite(generated, message("generated images"));
    if (real.size(0) < 2 || generated.size(0) < 2 || real.size(1) != generated.size(1))
        throw Error(ErrorCode::ShapeMismatch,
                    message("A kernel distance needs two sets of features of the same width."));
    const torch::NoGradGuard noGrad;
    const double pairs = static_cast<double>(real.size(0)) * static_cast<double>(generated.size(0));
    const double across = kernelSumAcross(real, generated, block, featureBlock, cubicKernel) / pairs;
    return withinMean(real, block) + withinMean(generated, block) - 2 * across;
}

SubsetKernelDistance subsetKernelDistance(const torch::Tensor& real, const torch::Tensor& generated,
                                          std::size_t subsets, std::size_t subset_size, std::uint64_t seed) {
    requireFinite(real, message("real images"));
    requireFinite(generated, message("generated images"));
    Random random(deriveSeed(seed, "kernel_distance"));
    const auto size = std::min({static_cast<std::int64_t>(subset_size), real.size(0), generated.size(0)});
    std::vector<torch::Tensor> realIndices, generatedIndices;
    for (std::size_t i = 0; i < subsets; ++i) {
        generatedIndices.push_back(drawRows(generated.size(0), size, random));
        realIndices.push_back(drawRows(real.size(0), size, random));
    }
    if (subsets == 0) return subsetKernelDistance(real, generated, torch::Tensor(), torch::Tensor());
    return subsetKernelDistance(real, generated, torch::stack(realIndices), torch::stack(generatedIndices));
}

SubsetKernelDistance subsetKernelDistance(const torch::Tensor& real, const torch::Tensor& generated,
                                          const torch::Tensor& realIndices, const torch::Tensor& generatedIndices) {
    if (!realIndices.defined() || !generatedIndices.defined() || realIndices.size(0) == 0 ||
        realIndices.size(0) != generatedIndices.size(0))
        throw Error(ErrorCode::ShapeMismatch,
                    message("A subset kernel distance needs the same number of subsets on both sides."));
    const torch::NoGradGuard noGrad;
    SubsetKernelDistance result;
    for (std::int64_t i = 0; i < realIndices.size(0); ++i)
        result.per_subset.push_back(
            kernelDistance(real.index_select(0, realIndices[i]), generated.index_select(0, generatedIndices[i])));
    const auto values = torch::tensor(result.per_subset, torch::kFloat64);
    result.mean = values.mean().item<double>();
    result.std = values.std(false).item<double>();
    return result;
}

}  // namespace recap
