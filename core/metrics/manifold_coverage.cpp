// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/manifold_coverage.h"

#include "base/error.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <limits>
#include <tuple>

namespace recap {
namespace {

// From differences, not from products: the same pair has the same distance in every block, so a row on a border stays
// there.
torch::Tensor distances(const torch::Tensor& x, const torch::Tensor& y) {
    constexpr std::int64_t kFromDifferences = 2;
    return torch::cdist(x, y, 2.0, kFromDifferences);
}

// Of each row to its k-th nearest other row, [n].
torch::Tensor neighbourRadii(const torch::Tensor& rows, std::int64_t k, std::int64_t block) {
    const auto n = rows.size(0);
    auto radii = torch::empty({n}, torch::kFloat64);
    for (std::int64_t i = 0; i < n; i += block) {
        const auto x = featureBlock(rows, i, std::min(i + block, n));
        auto nearest = torch::empty({x.size(0), 0}, torch::kFloat64);  // the k smallest so far
        for (std::int64_t j = 0; j < n; j += block) {
            auto between = i == j ? distances(x, x) : distances(x, featureBlock(rows, j, std::min(j + block, n)));
            if (i == j) between.fill_diagonal_(std::numeric_limits<double>::infinity());
            nearest = torch::cat({nearest, between}, 1);
            if (nearest.size(1) > k) nearest = std::get<0>(nearest.topk(k, 1, false));
        }
        radii.slice(0, i, i + x.size(0)).copy_(nearest.amax(1));
    }
    return radii;
}

double shareOf(const torch::Tensor& flags) {
    return flags.sum().item<double>() / static_cast<double>(flags.numel());
}

}  // namespace

ManifoldCoverage manifoldCoverage(const torch::Tensor& real, const torch::Tensor& generated, std::int64_t k,
                                  std::int64_t block) {
    requireFinite(real, message("real images"));
    requireFinite(generated, message("generated images"));
    if (k < 1 || real.size(0) <= k || generated.size(0) <= k)
        throw Error(ErrorCode::ShapeMismatch, message("Coverage with %1 neighbours needs more rows than that.", k));
    if (real.size(1) != generated.size(1))
        throw Error(ErrorCode::ShapeMismatch, message("Features to be compared must have the same width."));
    const torch::NoGradGuard noGrad;
    const auto realRadii = neighbourRadii(real, k, block), generatedRadii = neighbourRadii(generated, k, block);
    const auto realCount = real.size(0), generatedCount = generated.size(0);
    auto realInside = torch::zeros({realCount}, torch::kBool), realCovered = torch::zeros_like(realInside);
    auto holding = torch::zeros({generatedCount}, torch::kInt64);  // real balls around each generated row
    for (std::int64_t g = 0; g < generatedCount; g += block) {
        const auto gEnd = std::min(g + block, generatedCount);
        const auto drawn = featureBlock(generated, g, gEnd);
        const auto drawnRadii = generatedRadii.slice(0, g, gEnd).unsqueeze(1);
        for (std::int64_t r = 0; r < realCount; r += block) {
            const auto rEnd = std::min(r + block, realCount);
            const auto between = distances(drawn, featureBlock(real, r, rEnd));  // [generated, real]
            const auto inRealBall = between <= realRadii.slice(0, r, rEnd);
            holding.slice(0, g, gEnd).add_(inRealBall.sum(1));
            realCovered.slice(0, r, rEnd).logical_or_(inRealBall.any(0));
            realInside.slice(0, r, rEnd).logical_or_((between <= drawnRadii).any(0));
        }
    }
    ManifoldCoverage result;
    result.precision = shareOf(holding > 0);
    result.recall = shareOf(realInside);
    result.density = shareOf(holding) / static_cast<double>(k);
    result.coverage = shareOf(realCovered);
    return result;
}

}  // namespace recap
