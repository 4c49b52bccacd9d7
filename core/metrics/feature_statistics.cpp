// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/feature_statistics.h"

#include "base/error.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

namespace recap {
namespace {

torch::Tensor weightVector(std::span<const double> weights, std::int64_t rows) {
    if (weights.empty()) return torch::ones({rows}, torch::kFloat64);
    if (std::ssize(weights) != rows)
        throw Error(ErrorCode::ShapeMismatch,
                    message("%1 weights were given for %2 feature vectors.", weights.size(), rows));
    auto out = torch::empty({rows}, torch::kFloat64);
    std::copy(weights.begin(), weights.end(), out.data_ptr<double>());
    return out;
}

void requireTwo(double count) {
    if (count < 2) throw Error(ErrorCode::ShapeMismatch, message("Feature statistics need at least two images."));
}

// Fewer rows than columns: the centred rows are a factor of the covariance.
FeatureStatistics factored(const torch::Tensor& rows, const torch::Tensor& weights) {
    FeatureStatistics result;
    result.count = weights.sum().item<double>();
    result.mean = torch::matmul(weights, rows) / result.count;
    result.factor = (rows - result.mean) * (weights / (result.count - 1)).sqrt().unsqueeze(1);
    return result;
}

}  // namespace

torch::Tensor featureMatrix(const std::vector<std::vector<double>>& rows) {
    const std::size_t width = rows.empty() ? 0 : rows.front().size();
    if (std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.size() != width; }))
        throw Error(ErrorCode::ShapeMismatch, message("Feature vectors must have one common width."));
    auto matrix = torch::empty({std::ssize(rows), static_cast<std::int64_t>(width)}, torch::kFloat64);
    auto* target = matrix.data_ptr<double>();
    for (const auto& row : rows) target = std::copy(row.begin(), row.end(), target);
    return matrix;
}

void requireFinite(const torch::Tensor& features, const Message& what) {
    if (!features.defined() || features.dim() != 2 || features.size(1) == 0 || !features.is_floating_point())
        throw Error(ErrorCode::ShapeMismatch,
                    message("The features of %1 must be a matrix of floating-point numbers, one row an image.", what));
    const torch::NoGradGuard noGrad;
    for (std::int64_t from = 0; from < features.size(0); from += kFeatureBlock) {
        const auto rows = features.narrow(0, from, std::min(kFeatureBlock, features.size(0) - from));
        if (rows.isfinite().all().item<bool>()) continue;
        const auto bad = rows.isfinite().all(1).logical_not().nonzero();
        throw Error(ErrorCode::BadFormat,
                    message("The features of %1 hold a value that is not a finite number in row %2.", what,
                            from + bad[0][0].item<std::int64_t>() + 1));
    }
}

torch::Tensor featureBlock(const torch::Tensor& features, std::int64_t from, std::int64_t to) {
    return features.narrow(0, from, to - from).detach().to(torch::kCPU, torch::kFloat64);
}

torch::Tensor FeatureStatistics::fullCovariance() const {
    return covariance.defined() ? covariance : torch::matmul(factor.t(), factor);
}

double FeatureStatistics::trace() const {
    return covariance.defined() ? covariance.trace().item<double>() : factor.square().sum().item<double>();
}

void FeatureAccumulator::add(const torch::Tensor& batch, std::span<const double> weights) {
    const torch::NoGradGuard noGrad;
    requireFinite(batch, message("a batch of images"));
    const auto all = weightVector(weights, batch.size(0));
    if (mean_.defined() && mean_.size(0) != batch.size(1))
        throw Error(ErrorCode::ShapeMismatch,
                    message("A batch of features has width %1 and those before it %2.", batch.size(1), mean_.size(0)));
    if (!mean_.defined()) {
        mean_ = torch::zeros({batch.size(1)}, torch::kFloat64);
        scatter_ = torch::zeros({batch.size(1), batch.size(1)}, torch::kFloat64);
    }
    for (std::int64_t from = 0; from < batch.size(0); from += kFeatureBlock) {
        const auto to = std::min(from + kFeatureBlock, batch.size(0));
        addBlock(featureBlock(batch, from, to), all.slice(0, from, to));
    }
}

void FeatureAccumulator::addBlock(const torch::Tensor& rows, const torch::Tensor& weights) {
    const auto counted = weights.nonzero().squeeze(1);
    if (counted.size(0) == 0) return;
    if (counted.size(0) < rows.size(0))
        return addBlock(rows.index_select(0, counted), weights.index_select(0, counted));
    const double count = weights.sum().item<double>();
    const auto mean = torch::matmul(weights, rows) / count;
    const auto centred = (rows - mean).mul_(weights.sqrt().unsqueeze(1));
    const auto shift = (mean - mean_).unsqueeze(1);  // [d, 1]
    const double total = count_ + count;
    scatter_.addmm_(centred.t(), centred);
    if (count_ > 0) scatter_.addmm_(shift, shift.t(), 1, count_ * count / total);
    mean_.add_(shift.squeeze(1), count / total);
    count_ = total;
}

FeatureStatistics FeatureAccumulator::statistics() const {
    requireTwo(count_);
    FeatureStatistics result;
    result.count = count_;
    result.mean = mean_.clone();
    result.covariance = scatter_ / (count_ - 1);
    return result;
}

FeatureStatistics fitFeatures(const torch::Tensor& features, std::span<const double> weights) {
    const torch::NoGradGuard noGrad;
    requireFinite(features, message("the images"));
    const auto all = weightVector(weights, features.size(0));
    requireTwo(all.sum().item<double>());
    const auto counted = all.nonzero().squeeze(1);
    if (counted.size(0) < features.size(1)) {
        const auto rows = features.detach().to(torch::kCPU).index_select(0, counted);
        return factored(rows.to(torch::kFloat64), all.index_select(0, counted));
    }
    FeatureAccumulator accumulator;
    accumulator.add(features, weights);
    return accumulator.statistics();
}

}  // namespace recap
