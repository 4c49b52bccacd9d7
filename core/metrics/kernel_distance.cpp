// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/kernel_distance.h"

#include "base/error.h"
#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace recap {
namespace {

double kernel(const std::vector<double>& x, const std::vector<double>& y) {
    const double product = std::inner_product(x.begin(), x.end(), y.begin(), 0.0);
    const double base = product / static_cast<double>(x.size()) + 1;
    return base * base * base;
}

// Mean of k over the pairs of different rows of one set.
double withinMean(const FeatureRows& rows) {
    double sum = 0;
    for (std::size_t i = 0; i < rows.size(); ++i)
        for (std::size_t j = i + 1; j < rows.size(); ++j) sum += 2 * kernel(rows[i], rows[j]);
    const auto n = static_cast<double>(rows.size());
    return sum / (n * (n - 1));
}

FeatureRows select(const FeatureRows& rows, const std::vector<std::int64_t>& indices) {
    FeatureRows chosen;
    chosen.reserve(indices.size());
    for (const auto index : indices) chosen.push_back(rows.at(static_cast<std::size_t>(index)));
    return chosen;
}

std::vector<std::int64_t> drawRows(std::size_t n, std::size_t size, Random& random) {
    std::vector<std::int64_t> order(n);
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(order);
    order.resize(std::min(n, size));
    return order;
}

}  // namespace

double kernelDistance(const FeatureRows& real, const FeatureRows& generated) {
    if (real.size() < 2 || generated.size() < 2 || real.front().size() != generated.front().size())
        throw Error(ErrorCode::ShapeMismatch,
                    message("A kernel distance needs two sets of features of the same width."));
    double across = 0;
    for (const auto& x : real)
        for (const auto& y : generated) across += kernel(x, y);
    across /= static_cast<double>(real.size()) * static_cast<double>(generated.size());
    return withinMean(real) + withinMean(generated) - 2 * across;
}

SubsetKernelDistance subsetKernelDistance(const FeatureRows& real, const FeatureRows& generated, std::size_t subsets,
                                          std::size_t subset_size, std::uint64_t seed) {
    Random random(deriveSeed(seed, "kernel_distance"));
    std::vector<std::vector<std::int64_t>> realIndices, generatedIndices;
    for (std::size_t i = 0; i < subsets; ++i) {
        generatedIndices.push_back(drawRows(generated.size(), subset_size, random));
        realIndices.push_back(drawRows(real.size(), subset_size, random));
    }
    return subsetKernelDistance(real, generated, realIndices, generatedIndices);
}

SubsetKernelDistance subsetKernelDistance(const FeatureRows& real, const FeatureRows& generated,
                                          const std::vector<std::vector<std::int64_t>>& realIndices,
                                          const std::vector<std::vector<std::int64_t>>& generatedIndices) {
    if (realIndices.size() != generatedIndices.size() || realIndices.empty())
        throw Error(ErrorCode::ShapeMismatch,
                    message("A subset kernel distance needs the same number of subsets on both sides."));
    SubsetKernelDistance result;
    for (std::size_t i = 0; i < realIndices.size(); ++i)
        result.per_subset.push_back(
            kernelDistance(select(real, realIndices[i]), select(generated, generatedIndices[i])));
    const auto n = static_cast<double>(result.per_subset.size());
    for (const double value : result.per_subset) result.mean += value / n;
    for (const double value : result.per_subset) result.std += (value - result.mean) * (value - result.mean) / n;
    result.std = std::sqrt(result.std);
    return result;
}

}  // namespace recap
