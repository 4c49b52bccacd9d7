// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/correlation.h"

#include "base/error.h"
#include "rating/distributions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace recap {
namespace {

void requirePairs(std::span<const double> x, std::span<const double> y) {
    if (x.size() != y.size() || x.size() < 3)
        throw Error(ErrorCode::ShapeMismatch,
                    message("A correlation needs two lists of the same length with at least three values."));
}

double mean(std::span<const double> values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

struct TieSums {
    double pairs = 0;   // t (t - 1) / 2
    double triple = 0;  // t (t - 1) (t - 2)
    double wide = 0;    // t (t - 1) (2 t + 5)
};

TieSums tieSums(std::span<const double> values) {
    std::map<double, double> groups;
    for (const double value : values) groups[value] += 1;
    TieSums sums;
    for (const auto& [value, t] : groups) {
        sums.pairs += t * (t - 1) / 2;
        sums.triple += t * (t - 1) * (t - 2);
        sums.wide += t * (t - 1) * (2 * t + 5);
    }
    return sums;
}

// Two-sided p of `discordant` inversions among the n! orders.
double exactKendallP(int n, double discordant) {
    const int pairs = n * (n - 1) / 2;
    const int few = std::min(static_cast<int>(discordant), pairs - static_cast<int>(discordant));
    if (2 * few == pairs) return 1;
    // share[k]: share of the orders of the first i values with k inversions.
    std::vector<double> share(static_cast<std::size_t>(few) + 1, 0.0);
    share[0] = 1;
    for (int i = 2; i <= n; ++i) {
        std::vector<double> next(share.size(), 0.0);
        for (std::size_t k = 0; k < share.size(); ++k)
            for (std::size_t moved = 0; moved <= k && moved < static_cast<std::size_t>(i); ++moved)
                next[k] += share[k - moved] / i;
        share = std::move(next);
    }
    return std::min(1.0, 2 * std::accumulate(share.begin(), share.end(), 0.0));
}

double approximateKendallP(double n, double concordantMinusDiscordant, const TieSums& x, const TieSums& y) {
    const double m = n * (n - 1);
    const double variance =
        (m * (2 * n + 5) - x.wide - y.wide) / 18 + 2 * x.pairs * y.pairs / m + x.triple * y.triple / (9 * m * (n - 2));
    return std::min(1.0, 2 * normalUpperTail(std::abs(concordantMinusDiscordant) / std::sqrt(variance)));
}

}  // namespace

std::vector<double> averageRanks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t begin = 0; begin < order.size();) {
        std::size_t end = begin;
        while (end < order.size() && values[order[end]] == values[order[begin]]) ++end;
        for (std::size_t i = begin; i < end; ++i) ranks[order[i]] = static_cast<double>(begin + end + 1) / 2;
        begin = end;
    }
    return ranks;
}

Correlation pearson(std::span<const double> x, std::span<const double> y) {
    requirePairs(x, y);
    const double meanX = mean(x), meanY = mean(y);
    double xy = 0, xx = 0, yy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xy += (x[i] - meanX) * (y[i] - meanY);
        xx += (x[i] - meanX) * (x[i] - meanX);
        yy += (y[i] - meanY) * (y[i] - meanY);
    }
    if (xx == 0 || yy == 0) return {};
    const double r = std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0);
    const double freedom = static_cast<double>(x.size()) - 2;
    if (std::abs(r) == 1) return {r, 0};
    return {r, studentTwoSidedP(r * std::sqrt(freedom / (1 - r * r)), freedom)};
}

Correlation spearman(std::span<const double> x, std::span<const double> y) {
    requirePairs(x, y);
    return pearson(averageRanks(x), averageRanks(y));
}

Correlation kendall(std::span<const double> x, std::span<const double> y) {
    requirePairs(x, y);
    double concordant = 0, discordant = 0;
    for (std::size_t i = 0; i < x.size(); ++i)
        for (std::size_t j = i + 1; j < x.size(); ++j) {
            const double sign = (x[i] - x[j]) * (y[i] - y[j]);
            concordant += sign > 0 ? 1 : 0;
            discordant += sign < 0 ? 1 : 0;
        }
    const TieSums tiesX = tieSums(x), tiesY = tieSums(y);
    const auto n = static_cast<double>(x.size());
    const double pairs = n * (n - 1) / 2;
    const double scale = std::sqrt((pairs - tiesX.pairs) * (pairs - tiesY.pairs));
    if (scale == 0) return {};
    const bool exact = tiesX.pairs == 0 && tiesY.pairs == 0 && x.size() <= 33;
    return {(concordant - discordant) / scale, exact ? exactKendallP(static_cast<int>(x.size()), discordant)
                                                     : approximateKendallP(n, concordant - discordant, tiesX, tiesY)};
}

}  // namespace recap
