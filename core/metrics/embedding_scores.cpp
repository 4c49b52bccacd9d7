// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/embedding_scores.h"

#include "base/error.h"
#include "metrics/kernel_sums.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>

namespace recap {
namespace {

// Rows of length 1.
torch::Tensor directions(const torch::Tensor& embeddings, std::int64_t from, std::int64_t to) {
    const auto rows = featureBlock(embeddings, from, to);
    const auto lengths = rows.square().sum(1, true).sqrt();
    const auto none = (lengths.squeeze(1) == 0).nonzero();
    if (none.size(0) > 0)
        throw Error(ErrorCode::BadFormat,
                    message("The embedding in row %1 is zero throughout, so it has no direction to compare.",
                            from + none[0][0].item<std::int64_t>() + 1));
    return rows / lengths;
}

torch::Tensor gaussianKernel(const torch::Tensor& x, const torch::Tensor& y) {
    constexpr double kSigma = 10;
    // Both have length 1: |x - y|^2 = 2 - 2 x.y.
    return torch::matmul(x, y.t()).sub_(1).div_(kSigma * kSigma).exp_();
}

double withinMean(const torch::Tensor& rows, std::int64_t block) {
    const auto n = static_cast<double>(rows.size(0));
    return kernelSumsWithin(rows, block, directions, gaussianKernel).all / (n * n);
}

void requireEmbeddings(const torch::Tensor& a, const Message& whatA, const torch::Tensor& b, const Message& whatB) {
    requireFinite(a, whatA);
    requireFinite(b, whatB);
    if (a.size(1) != b.size(1))
        throw Error(ErrorCode::ShapeMismatch, message("Embeddings to be compared must have the same width."));
}

}  // namespace

std::vector<double> clipScores(const torch::Tensor& images, const torch::Tensor& texts) {
    requireEmbeddings(images, message("images"), texts, message("texts"));
    if (images.size(0) != texts.size(0))
        throw Error(ErrorCode::ShapeMismatch,
                    message("CLIPScores need one text for each image, not %1 for %2.", texts.size(0), images.size(0)));
    const torch::NoGradGuard noGrad;
    std::vector<double> scores;
    for (std::int64_t from = 0; from < images.size(0); from += kFeatureBlock) {
        const auto to = std::min(from + kFeatureBlock, images.size(0));
        const auto cosines = (directions(images, from, to) * directions(texts, from, to)).sum(1);
        const auto values = cosines.clamp_min(0).mul_(2.5).contiguous();
        scores.insert(scores.end(), values.data_ptr<double>(), values.data_ptr<double>() + values.numel());
    }
    return scores;
}

double cmmd(const torch::Tensor& real, const torch::Tensor& generated, std::int64_t block) {
    requireEmbeddings(real, message("real images"), generated, message("generated images"));
    if (real.size(0) == 0 || generated.size(0) == 0)
        throw Error(ErrorCode::ShapeMismatch, message("CMMD compares two sets of embeddings, and one is empty."));
    const torch::NoGradGuard noGrad;
    const double pairs = static_cast<double>(real.size(0)) * static_cast<double>(generated.size(0));
    const double across = kernelSumAcross(real, generated, block, directions, gaussianKernel) / pairs;
    return 1000 * (withinMean(real, block) + withinMean(generated, block) - 2 * across);
}

}  // namespace recap
