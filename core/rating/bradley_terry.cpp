// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/bradley_terry.h"

#include "base/error.h"

#include <cmath>
#include <numbers>
#include <numeric>

namespace recap {
namespace {

using Table = std::vector<std::vector<double>>;

// One round of Hunter's minorise-maximise iteration; returns the largest change of a log strength.
double improve(const Table& wins, std::vector<double>& logStrength) {
    const std::size_t n = wins.size();
    std::vector<double> next(n);
    for (std::size_t i = 0; i < n; ++i) {
        double won = 0, weight = 0;
        for (std::size_t j = 0; j < n; ++j) {
            if (j == i) continue;
            won += wins[i][j];
            weight += (wins[i][j] + wins[j][i]) / (std::exp(logStrength[i]) + std::exp(logStrength[j]));
        }
        next[i] = weight > 0 ? std::log(won / weight) : logStrength[i];
    }
    const double centre = std::accumulate(next.begin(), next.end(), 0.0) / static_cast<double>(n);
    double change = 0;
    for (std::size_t i = 0; i < n; ++i) {
        change = std::max(change, std::abs(next[i] - centre - logStrength[i]));
        logStrength[i] = next[i] - centre;
    }
    return change;
}

}  // namespace

BradleyTerry fitBradleyTerry(const Table& wins) {
    for (const auto& row : wins)
        if (row.size() != wins.size())
            throw Error(ErrorCode::ShapeMismatch, message("A table of wins must be square."));
    BradleyTerry result;
    result.log_strength.assign(wins.size(), 0.0);
    for (int round = 0; round < 20000 && !result.converged; ++round) {
        const double change = improve(wins, result.log_strength);
        if (!std::isfinite(change)) break;
        result.converged = change < 1e-13;
    }
    for (std::size_t i = 0; i < wins.size(); ++i)
        for (std::size_t j = 0; j < wins.size(); ++j)
            if (i != j && wins[i][j] > 0)
                result.negative_log_likelihood +=
                    wins[i][j] * std::log1p(std::exp(result.log_strength[j] - result.log_strength[i]));
    return result;
}

double eloFromLogStrength(double logStrength) {
    return logStrength * 400 / std::numbers::ln10;
}

}  // namespace recap
