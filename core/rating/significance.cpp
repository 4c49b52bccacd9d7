// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/significance.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace recap {
namespace {

std::vector<std::size_t> ascendingOrder(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    return order;
}

}  // namespace

ProportionInterval wilsonInterval(double successes, double n, double z) {
    if (n <= 0) return {0, 0, 1};
    const double rate = successes / n;
    const double z2 = z * z;
    const double centre = (rate + z2 / (2 * n)) / (1 + z2 / n);
    const double half = z / (1 + z2 / n) * std::sqrt(rate * (1 - rate) / n + z2 / (4 * n * n));
    return {rate, std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

double signTestP(std::int64_t wins, std::int64_t losses) {
    return std::min(1.0, 2 * fairCoinLowerTail(std::min(wins, losses), wins + losses));
}

double mcnemarExactP(const PairedTable& table) {
    return signTestP(table.only_first, table.only_second);
}

ChiSquare mcnemarApproximation(const PairedTable& table) {
    const auto discordant = static_cast<double>(table.only_first + table.only_second);
    if (discordant == 0) return {};
    const double difference = std::abs(static_cast<double>(table.only_first - table.only_second)) - 1;
    const double statistic = difference * difference / discordant;
    return {statistic, chiSquareUpperTail1(statistic)};
}

std::vector<double> holmAdjusted(std::span<const double> p) {
    std::vector<double> adjusted(p.size());
    double largest = 0;
    const auto order = ascendingOrder(p);
    for (std::size_t i = 0; i < order.size(); ++i) {
        largest = std::max(largest, static_cast<double>(p.size() - i) * p[order[i]]);
        adjusted[order[i]] = std::min(1.0, largest);
    }
    return adjusted;
}

std::vector<double> benjaminiHochbergAdjusted(std::span<const double> p) {
    std::vector<double> adjusted(p.size());
    double smallest = 1;
    const auto order = ascendingOrder(p);
    for (std::size_t i = order.size(); i-- > 0;) {
        smallest = std::min(smallest, static_cast<double>(p.size()) / static_cast<double>(i + 1) * p[order[i]]);
        adjusted[order[i]] = smallest;
    }
    return adjusted;
}

}  // namespace recap
