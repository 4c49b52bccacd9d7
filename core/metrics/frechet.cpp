// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/frechet.h"

#include "base/error.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <string>

namespace recap {
namespace {

torch::Tensor covarianceMatrix(const FeatureStatistics& statistics) {
    const auto width = static_cast<std::int64_t>(statistics.width);
    return torch::from_blob(const_cast<double*>(statistics.covariance.data()), {width, width}, torch::kFloat64).clone();
}

torch::Tensor meanVector(const FeatureStatistics& statistics) {
    const auto width = static_cast<std::int64_t>(statistics.width);
    return torch::from_blob(const_cast<double*>(statistics.mean.data()), {width}, torch::kFloat64).clone();
}

// Rounding makes small eigenvalues of a covariance slightly negative.
torch::Tensor symmetricRoot(const torch::Tensor& covariance) {
    const auto [values, vectors] = torch::linalg_eigh(covariance);
    return torch::matmul(vectors * values.clamp_min(0).sqrt(), vectors.t());
}

}  // namespace

struct FrechetReference::State {
    std::size_t width = 0;
    double count = 0;
    torch::Tensor mean, root;
    double trace = 0;
};

FrechetReference::FrechetReference(FeatureStatistics real) : state_(std::make_unique<State>()) {
    torch::NoGradGuard noGrad;
    const auto covariance = covarianceMatrix(real);
    *state_ = {real.width, real.count, meanVector(real), symmetricRoot(covariance), covariance.trace().item<double>()};
}

FrechetReference::~FrechetReference() = default;

std::size_t FrechetReference::width() const {
    return state_->width;
}

double FrechetReference::count() const {
    return state_->count;
}

double FrechetReference::distance(const FeatureStatistics& generated) const {
    if (generated.width != state_->width)
        throw Error(ErrorCode::ShapeMismatch,
                    message("A Frechet distance needs features of the same width, not %1 and %2.", state_->width,
                            generated.width));
    torch::NoGradGuard noGrad;
    const auto covariance = covarianceMatrix(generated);
    const auto product = torch::matmul(torch::matmul(state_->root, covariance), state_->root);
    const auto values = torch::linalg_eigvalsh((product + product.t()) / 2);
    const double meanTerm = (state_->mean - meanVector(generated)).square().sum().item<double>();
    const double rootTrace = values.clamp_min(0).sqrt().sum().item<double>();
    return meanTerm + state_->trace + covariance.trace().item<double>() - 2 * rootTrace;
}

double frechetDistance(const FeatureStatistics& real, const FeatureStatistics& generated) {
    return FrechetReference(real).distance(generated);
}

}  // namespace recap
