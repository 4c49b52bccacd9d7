// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/inception_score.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace recap {
namespace {

std::vector<double> logSoftmax(const std::vector<double>& logits, double temperature) {
    std::vector<double> out(logits.size());
    const double largest = *std::max_element(logits.begin(), logits.end()) / temperature;
    double sum = 0;
    for (const double logit : logits) sum += std::exp(logit / temperature - largest);
    const double norm = largest + std::log(sum);
    std::transform(logits.begin(), logits.end(), out.begin(), [&](double logit) { return logit / temperature - norm; });
    return out;
}

double splitScore(const std::vector<std::vector<double>>& logProbabilities, std::size_t begin, std::size_t end) {
    std::vector<double> marginal(logProbabilities.front().size(), 0.0);
    const auto count = static_cast<double>(end - begin);
    for (std::size_t i = begin; i < end; ++i)
        for (std::size_t y = 0; y < marginal.size(); ++y) marginal[y] += std::exp(logProbabilities[i][y]) / count;
    double divergence = 0;
    for (std::size_t i = begin; i < end; ++i)
        for (std::size_t y = 0; y < marginal.size(); ++y) {
            const double p = std::exp(logProbabilities[i][y]);
            if (p > 0) divergence += p * (logProbabilities[i][y] - std::log(marginal[y])) / count;
        }
    return std::exp(divergence);
}

}  // namespace

InceptionScore inceptionScore(const std::vector<std::vector<double>>& logits, double temperature, int splits,
                              SplitRule rule) {
    const std::size_t n = logits.size();
    const auto parts = static_cast<std::size_t>(splits);
    if (splits < 1 || n < parts)
        throw Error(ErrorCode::ShapeMismatch,
                    message("An inception score with %1 splits needs at least as many images.", splits));
    std::vector<std::vector<double>> logProbabilities;
    logProbabilities.reserve(n);
    for (const auto& row : logits) logProbabilities.push_back(logSoftmax(row, temperature));
    InceptionScore result;
    for (std::size_t i = 0; i < parts; ++i) {
        const bool keepAll = rule == SplitRule::KeepAll;
        const std::size_t begin = keepAll ? i * n / parts : i * (n / parts);
        const std::size_t end = keepAll ? (i + 1) * n / parts : (i + 1) * (n / parts);
        result.splits.push_back(splitScore(logProbabilities, begin, end));
        result.mean += result.splits.back() / splits;
    }
    for (const double score : result.splits) result.std += (score - result.mean) * (score - result.mean) / splits;
    result.std = std::sqrt(result.std);
    return result;
}

}  // namespace recap
