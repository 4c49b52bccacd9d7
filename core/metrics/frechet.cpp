// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/frechet.h"

#include "base/error.h"
#include "base/random.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>
#include <tuple>

namespace recap {
namespace {

constexpr std::int64_t kFewestRows = 20;  // that a line is fitted to

// H with H^T H = S, [d, d]. Cholesky's is several times cheaper than one of eigenvalues, which a covariance needs that
// is singular but for rounding.
torch::Tensor squareFactor(const torch::Tensor& covariance) {
    constexpr double kLeastPivot = 1e-10;  // of the largest
    const auto [lower, failed] = torch::linalg_cholesky_ex(covariance);
    if (failed.item<int>() == 0) {
        const auto pivots = lower.diagonal().square();
        if (pivots.min().item<double>() > kLeastPivot * pivots.max().item<double>()) return lower.t();
    }
    const auto [values, vectors] = torch::linalg_eigh(covariance);
    return (vectors * values.clamp_min(0).sqrt()).t();
}

// Sum of the roots of the eigenvalues; rounding makes small ones slightly negative.
double rootTrace(const torch::Tensor& symmetric) {
    return torch::linalg_eigvalsh((symmetric + symmetric.t()) / 2).clamp_min(0).sqrt().sum().item<double>();
}

// Rows drawn without replacement, as weights.
std::vector<double> drawnRows(std::int64_t rows, std::int64_t count, Random& random) {
    std::vector<std::int64_t> order(static_cast<std::size_t>(rows));
    std::iota(order.begin(), order.end(), 0);
    random.shuffle(order);
    std::vector<double> weights(order.size(), 0.0);
    for (std::int64_t i = 0; i < count; ++i) weights[static_cast<std::size_t>(order[static_cast<std::size_t>(i)])] = 1;
    return weights;
}

// Value at 0 and slope of the line of least squares.
std::pair<double, double> fittedLine(const std::vector<double>& x, const std::vector<double>& y) {
    const auto n = static_cast<double>(x.size());
    const double meanX = std::accumulate(x.begin(), x.end(), 0.0) / n;
    const double meanY = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double covariance = 0, variance = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        covariance += (x[i] - meanX) * (y[i] - meanY);
        variance += (x[i] - meanX) * (x[i] - meanX);
    }
    const double slope = covariance / variance;
    return {meanY - slope * meanX, slope};
}

}  // namespace

struct FrechetReference::State {
    double count = 0;
    torch::Tensor mean, factor;  // [d], [m, d]
    double trace = 0;
};

FrechetReference::FrechetReference(const FeatureStatistics& real) : state_(std::make_unique<State>()) {
    const torch::NoGradGuard noGrad;
    *state_ = {real.count, real.mean, real.factor.defined() ? real.factor : squareFactor(real.covariance),
               real.trace()};
}

FrechetReference::~FrechetReference() = default;

std::size_t FrechetReference::width() const {
    return static_cast<std::size_t>(state_->mean.numel());
}

double FrechetReference::count() const {
    return state_->count;
}

double FrechetReference::distance(const FeatureStatistics& generated) const {
    if (generated.width() != width())
        throw Error(
            ErrorCode::ShapeMismatch,
            message("A Frechet distance needs features of the same width, not %1 and %2.", width(), generated.width()));
    const torch::NoGradGuard noGrad;
    torch::Tensor product;
    if (generated.factor.defined()) {
        const auto cross = torch::matmul(generated.factor, state_->factor.t());
        product = cross.size(0) < cross.size(1) ? torch::matmul(cross, cross.t()) : torch::matmul(cross.t(), cross);
    } else {
        product = torch::matmul(torch::matmul(state_->factor, generated.covariance), state_->factor.t());
    }
    const double meanTerm = (state_->mean - generated.mean).square().sum().item<double>();
    return meanTerm + state_->trace + generated.trace() - 2 * rootTrace(product);
}

double frechetDistance(const FeatureStatistics& real, const FeatureStatistics& generated) {
    return FrechetReference(real).distance(generated);
}

double frechetAtCount(const FrechetReference& reference, const torch::Tensor& features, std::int64_t count,
                      std::uint64_t seed) {
    requireFinite(features, message("generated images"));
    if (count < 2 || count > features.size(0))
        throw Error(ErrorCode::ShapeMismatch,
                    message("A Frechet distance at a count of %1 needs at least two and at most all of %2 images.",
                            count, features.size(0)));
    Random random(deriveSeed(seed, "frechet_at_count"));
    return reference.distance(fitFeatures(features, drawnRows(features.size(0), count, random)));
}

FrechetExtrapolation frechetAtInfinity(const FrechetReference& reference, const torch::Tensor& features,
                                       std::uint64_t seed, int points) {
    requireFinite(features, message("generated images"));
    const std::int64_t most = features.size(0);
    if (most < kFewestRows || points < 2)
        throw Error(ErrorCode::ShapeMismatch,
                    message("A Frechet distance cannot be extrapolated from %1 counts of %2 images; it needs at least "
                            "two counts and %3 images.",
                            points, most, kFewestRows));
    const std::int64_t least = extrapolationStart(most, features.size(1));
    FrechetExtrapolation result;
    std::vector<double> inverse;
    for (int i = 0; i < points; ++i) {
        const auto count = least + (most - least) * i / (points - 1);
        result.counts.push_back(count);
        result.distances.push_back(
            frechetAtCount(reference, features, count, deriveSeed(seed, static_cast<std::uint64_t>(i))));
        inverse.push_back(1 / static_cast<double>(count));
    }
    std::tie(result.value, result.slope) = fittedLine(inverse, result.distances);
    return result;
}

std::int64_t extrapolationStart(std::int64_t images, std::int64_t width) {
    constexpr std::int64_t kPublished = 5000;
    return std::min(kPublished, std::max({std::int64_t{2}, images / 10, std::min(width, images / 2)}));
}

}  // namespace recap
