// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/wilcoxon.h"

#include "rating/correlation.h"
#include "rating/distributions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <vector>

namespace recap {
namespace {

struct RankSums {
    double positive = 0, negative = 0;
    double count = 0;     // ranked differences
    double zeros = 0;     // differences of zero (not counted when left out)
    double tie_term = 0;  // sum of t^3 - t over groups of equal ranks
};

double tieTerm(const std::vector<double>& ranks) {
    std::map<double, double> groups;
    for (const double rank : ranks) groups[rank] += 1;
    double sum = 0;
    for (const auto& [rank, size] : groups) sum += size * size * size - size;
    return sum;
}

RankSums rankSums(std::span<const double> differences, ZeroDifferences zeros) {
    std::vector<double> kept;
    for (const double d : differences)
        if (d != 0 || zeros != ZeroDifferences::LeaveOut) kept.push_back(d);
    std::vector<double> sizes(kept.size());
    std::transform(kept.begin(), kept.end(), sizes.begin(), [](double d) { return std::abs(d); });
    const auto ranks = averageRanks(sizes);
    RankSums sums;
    sums.count = static_cast<double>(kept.size());
    std::vector<double> tied;
    for (std::size_t i = 0; i < kept.size(); ++i) {
        if (kept[i] > 0) sums.positive += ranks[i];
        if (kept[i] < 0) sums.negative += ranks[i];
        if (kept[i] == 0) {
            sums.zeros += 1;
            if (zeros == ZeroDifferences::Split) {
                sums.positive += ranks[i] / 2;
                sums.negative += ranks[i] / 2;
            }
        }
        // Pratt's zeros take part in the ranking only; they are no group of ties.
        if (kept[i] != 0 || zeros == ZeroDifferences::Split) tied.push_back(ranks[i]);
    }
    sums.tie_term = tieTerm(tied);
    return sums;
}

// Share of sign patterns of n ranks whose positive sum is at most w.
double exactLowerTail(double w, int n) {
    const int largest = n * (n + 1) / 2;
    std::vector<double> ways(static_cast<std::size_t>(largest) + 1, 0.0);
    ways[0] = 1;
    for (int rank = 1; rank <= n; ++rank)
        for (int sum = largest; sum >= rank; --sum)
            ways[static_cast<std::size_t>(sum)] += ways[static_cast<std::size_t>(sum - rank)];
    double below = 0;
    for (int sum = 0; sum <= largest && sum <= w; ++sum) below += ways[static_cast<std::size_t>(sum)];
    return below / std::exp2(n);
}

double exactP(const RankSums& sums, Alternative alternative) {
    const int n = static_cast<int>(sums.count);
    const double lower = exactLowerTail(sums.positive, n);
    const double upper = exactLowerTail(sums.negative, n);  // by symmetry P(W >= w) = P(W <= total - w)
    if (alternative == Alternative::Less) return lower;
    if (alternative == Alternative::Greater) return upper;
    return std::min(1.0, 2 * std::min(lower, upper));
}

double approximateP(const RankSums& sums, const WilcoxonOptions& options) {
    const double n = sums.count;
    double mean = n * (n + 1) / 4;
    double variance = n * (n + 1) * (2 * n + 1);
    if (options.zeros == ZeroDifferences::Pratt) {
        const double z = sums.zeros;
        mean -= z * (z + 1) / 4;
        variance -= z * (z + 1) * (2 * z + 1);
    }
    variance = (variance - sums.tie_term / 2) / 24;
    if (variance <= 0) return 1;
    double distance = sums.positive - mean;
    if (options.continuity) {
        if (options.alternative == Alternative::TwoSided && distance != 0) distance -= distance > 0 ? 0.5 : -0.5;
        if (options.alternative == Alternative::Greater) distance -= 0.5;
        if (options.alternative == Alternative::Less) distance += 0.5;
    }
    const double z = distance / std::sqrt(variance);
    if (options.alternative == Alternative::Greater) return normalUpperTail(z);
    if (options.alternative == Alternative::Less) return normalUpperTail(-z);
    return std::min(1.0, 2 * normalUpperTail(std::abs(z)));
}

}  // namespace

WilcoxonResult wilcoxonSignedRank(std::span<const double> differences, const WilcoxonOptions& options) {
    const RankSums sums = rankSums(differences, options.zeros);
    if (sums.positive + sums.negative == 0) return {};
    const bool twoSided = options.alternative == Alternative::TwoSided;
    return {twoSided ? std::min(sums.positive, sums.negative) : sums.positive,
            options.exact ? exactP(sums, options.alternative) : approximateP(sums, options)};
}

double roundedWilcoxonP(std::vector<double> differences) {
    // The exact distribution is that of ranks without ties; beyond this many the normal one is as good.
    constexpr std::size_t kMostExact = 50;
    std::set<double> sizes;
    for (double& difference : differences) {
        difference = std::round(difference * 1e9) / 1e9;
        sizes.insert(std::abs(difference));
    }
    const bool ties = sizes.size() < differences.size() || sizes.contains(0);
    return wilcoxonSignedRank(differences, {.exact = !ties && differences.size() <= kMostExact}).p;
}

}  // namespace recap
