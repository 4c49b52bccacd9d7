// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/embedding_scores.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace recap {
namespace {

double dot(const std::vector<double>& a, const std::vector<double>& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

void requireWidth(const FeatureRows& rows, std::size_t width) {
    if (std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.size() != width; }))
        throw Error(ErrorCode::ShapeMismatch, message("Embeddings to be compared must have the same width."));
}

FeatureRows normalised(FeatureRows rows) {
    for (auto& row : rows) {
        const double length = std::sqrt(dot(row, row));
        for (auto& value : row) value /= length;
    }
    return rows;
}

double kernelMean(const FeatureRows& a, const FeatureRows& b) {
    constexpr double kSigma = 10;
    double sum = 0;
    for (const auto& x : a)
        // Both have length 1: |x - y|^2 = 2 - 2 x.y.
        for (const auto& y : b) sum += std::exp(-(2 - 2 * dot(x, y)) / (2 * kSigma * kSigma));
    return sum / (static_cast<double>(a.size()) * static_cast<double>(b.size()));
}

}  // namespace

std::vector<double> clipScores(const FeatureRows& images, const FeatureRows& texts) {
    if (images.size() != texts.size())
        throw Error(ErrorCode::ShapeMismatch,
                    message("CLIPScores need one text for each image, not %1 for %2.", texts.size(), images.size()));
    std::vector<double> scores;
    for (std::size_t i = 0; i < images.size(); ++i) {
        if (images[i].size() != texts[i].size())
            throw Error(ErrorCode::ShapeMismatch, message("Embeddings to be compared must have the same width."));
        const double cosine = dot(images[i], texts[i]) / std::sqrt(dot(images[i], images[i]) * dot(texts[i], texts[i]));
        scores.push_back(2.5 * std::max(cosine, 0.0));
    }
    return scores;
}

double cmmd(const FeatureRows& real, const FeatureRows& generated) {
    if (real.empty() || generated.empty())
        throw Error(ErrorCode::ShapeMismatch, message("CMMD compares two sets of embeddings, and one is empty."));
    requireWidth(real, real.front().size());
    requireWidth(generated, real.front().size());
    const auto x = normalised(real), y = normalised(generated);
    return 1000 * (kernelMean(x, x) + kernelMean(y, y) - 2 * kernelMean(x, y));
}

}  // namespace recap
