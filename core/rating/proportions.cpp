// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/proportions.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

// Below and above the rate, as a Wilson interval has them.
struct Margins {
    double below, above;
};

Margins wilsonMargins(const ProportionInterval& wilson) {
    return {wilson.rate - wilson.low, wilson.high - wilson.rate};
}

void requireAnswers(double n) {
    if (n <= 0) throw Error(ErrorCode::InvalidOption, message("The difference of two shares needs answers for both."));
}

ProportionInterval around(double rate, double centre, double half) {
    return {rate, std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

// Clopper and Pearson: each limit is the share at which so many or more, so many or fewer, become too rare.
ProportionInterval betaTails(double k, double n, double alpha) {
    return {k / n, k > 0 ? betaPoint(alpha / 2, k, n - k + 1) : 0, k < n ? betaPoint(1 - alpha / 2, k + 1, n - k) : 1};
}

}  // namespace

ProportionInterval proportionInterval(ProportionMethod method, double k, double n, double alpha) {
    if (n <= 0) return {0, 0, 1};
    const double rate = k / n, z = normalUpperPoint(alpha / 2);
    switch (method) {
        case ProportionMethod::Wilson: return wilsonInterval(k, n, z);
        case ProportionMethod::AgrestiCoull: {
            const double more = n + z * z, centre = (k + z * z / 2) / more;
            return around(rate, centre, z * std::sqrt(centre * (1 - centre) / more));
        }
        case ProportionMethod::ClopperPearson: return betaTails(k, n, alpha);
        case ProportionMethod::Jeffreys:
            return {rate, betaPoint(alpha / 2, k + 0.5, n - k + 0.5), betaPoint(1 - alpha / 2, k + 0.5, n - k + 0.5)};
        case ProportionMethod::Wald: break;
    }
    return around(rate, rate, z * std::sqrt(rate * (1 - rate) / n));
}

DifferenceInterval newcombeIndependent(double successes1, double n1, double successes2, double n2) {
    requireAnswers(std::min(n1, n2));
    const auto one = wilsonInterval(successes1, n1), other = wilsonInterval(successes2, n2);
    const auto first = wilsonMargins(one), second = wilsonMargins(other);
    const double difference = one.rate - other.rate;
    return {difference, difference - std::hypot(first.below, second.above),
            difference + std::hypot(first.above, second.below)};
}

DifferenceInterval newcombePaired(const PairedTable& table, bool corrected) {
    const auto a = static_cast<double>(table.both), b = static_cast<double>(table.only_first),
               c = static_cast<double>(table.only_second), d = static_cast<double>(table.neither);
    const double n = a + b + c + d;
    requireAnswers(n);
    const double margins = (a + b) * (c + d) * (a + c) * (b + d);
    double covariance = a * d - b * c;
    if (corrected && covariance > 0) covariance = std::max(covariance - n / 2, 0.0);
    const double phi = margins > 0 ? covariance / std::sqrt(margins) : 0;
    const auto one = wilsonInterval(a + b, n), other = wilsonInterval(a + c, n);
    const auto first = wilsonMargins(one), second = wilsonMargins(other);
    const auto together = [phi](double x, double y) {
        return std::sqrt(std::max(0.0, x * x - 2 * phi * x * y + y * y));
    };
    const double difference = (b - c) / n;
    return {difference, difference - together(first.below, second.above),
            difference + together(first.above, second.below), phi};
}

}  // namespace recap
