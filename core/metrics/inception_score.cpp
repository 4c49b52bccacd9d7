// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/inception_score.h"

#include "base/error.h"
#include "metrics/feature_statistics.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

// Sum of p log p over the last dimension's classes and all rows, 0 where p is.
torch::Tensor negativeEntropy(const torch::Tensor& p, const torch::Tensor& logP) {
    return torch::where(p > 0, p * logP, torch::zeros_like(p)).sum();
}

// Rows [begin, end). The mean divergence is the entropy of the mean less the mean entropy.
double splitScore(const torch::Tensor& logits, double temperature, std::int64_t begin, std::int64_t end) {
    auto marginal = torch::zeros({logits.size(1)}, torch::kFloat64);
    double own = 0;
    for (std::int64_t from = begin; from < end; from += kFeatureBlock) {
        const auto rows = featureBlock(logits, from, std::min(from + kFeatureBlock, end)) / temperature;
        const auto logP = torch::log_softmax(rows, 1);
        const auto p = logP.exp();
        marginal.add_(p.sum(0));
        own += negativeEntropy(p, logP).item<double>();
    }
    const auto count = static_cast<double>(end - begin);
    marginal.div_(count);
    return std::exp(own / count - negativeEntropy(marginal, marginal.log()).item<double>());
}

}  // namespace

InceptionScore inceptionScore(const torch::Tensor& logits, double temperature, int splits, SplitRule rule) {
    requireFinite(logits, message("the images"));
    const std::int64_t n = logits.size(0);
    if (splits < 1 || n < splits)
        throw Error(ErrorCode::ShapeMismatch,
                    message("An inception score with %1 splits needs at least as many images.", splits));
    const torch::NoGradGuard noGrad;
    InceptionScore result;
    for (std::int64_t i = 0; i < splits; ++i) {
        const bool keepAll = rule == SplitRule::KeepAll;
        const std::int64_t begin = keepAll ? i * n / splits : i * (n / splits);
        const std::int64_t end = keepAll ? (i + 1) * n / splits : (i + 1) * (n / splits);
        result.splits.push_back(splitScore(logits, temperature, begin, end));
        result.mean += result.splits.back() / splits;
    }
    for (const double score : result.splits) result.std += (score - result.mean) * (score - result.mean) / splits;
    result.std = std::sqrt(result.std);
    return result;
}

}  // namespace recap
