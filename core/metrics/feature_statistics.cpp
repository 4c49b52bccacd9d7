// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/feature_statistics.h"

#include "base/error.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <numeric>
#include <string>

namespace recap {
namespace {

void requireRows(const FeatureRows& rows, std::span<const double> weights) {
    const std::size_t width = rows.empty() ? 0 : rows.front().size();
    for (const auto& row : rows)
        if (row.size() != width || width == 0)
            throw Error(ErrorCode::ShapeMismatch, message("Feature vectors must have one common width above zero."));
    if (!weights.empty() && weights.size() != rows.size())
        throw Error(ErrorCode::ShapeMismatch,
                    message("%1 weights were given for %2 feature vectors.", weights.size(), rows.size()));
    const double count =
        weights.empty() ? static_cast<double>(rows.size()) : std::accumulate(weights.begin(), weights.end(), 0.0);
    if (count < 2) throw Error(ErrorCode::ShapeMismatch, message("Feature statistics need at least two images."));
}

}  // namespace

FeatureStatistics fitFeatures(const FeatureRows& rows, std::span<const double> weights) {
    requireRows(rows, weights);
    torch::NoGradGuard noGrad;
    const auto n = static_cast<std::int64_t>(rows.size());
    const auto width = static_cast<std::int64_t>(rows.front().size());
    auto x = torch::empty({n, width}, torch::kFloat64);
    auto w = torch::ones({n}, torch::kFloat64);
    for (std::int64_t i = 0; i < n; ++i) {
        const auto& row = rows[static_cast<std::size_t>(i)];
        std::copy(row.begin(), row.end(), x.data_ptr<double>() + i * width);
    }
    if (!weights.empty()) std::copy(weights.begin(), weights.end(), w.data_ptr<double>());

    const double count = w.sum().item<double>();
    const auto mean = torch::matmul(w, x) / count;  // [D]
    const auto centred = x - mean;                  // [N, D]
    const auto covariance = torch::matmul(centred.t(), centred * w.unsqueeze(1)).div_(count - 1).contiguous();

    FeatureStatistics result;
    result.width = static_cast<std::size_t>(width);
    result.count = count;
    result.mean.assign(mean.data_ptr<double>(), mean.data_ptr<double>() + width);
    result.covariance.assign(covariance.data_ptr<double>(), covariance.data_ptr<double>() + width * width);
    return result;
}

}  // namespace recap
