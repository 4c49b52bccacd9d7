// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/distributions.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace recap {
namespace {

// Continued fraction of the incomplete beta function, evaluated by Lentz's method.
double betaFraction(double a, double b, double x) {
    constexpr double kTiny = 1e-300;
    const auto away = [](double v) { return std::abs(v) < kTiny ? kTiny : v; };
    double c = 1;
    double d = 1 / away(1 - (a + b) * x / (a + 1));
    double h = d;
    for (int m = 1; m <= 500; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / away(1 + even * d);
        c = away(1 + even / c);
        h *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / away(1 + odd * d);
        c = away(1 + odd / c);
        const double step = d * c;
        h *= step;
        if (std::abs(step - 1) < 1e-16) break;
    }
    return h;
}

double incompleteBeta(double a, double b, double x) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    const double front =
        std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) + a * std::log(x) + b * std::log1p(-x));
    // The fraction converges fast only below the mean; above it the mirrored one does.
    if (x < (a + 1) / (a + b + 2)) return front * betaFraction(a, b, x) / a;
    return 1 - front * betaFraction(b, a, 1 - x) / b;
}

}  // namespace

double normalUpperTail(double z) {
    return std::erfc(z / std::numbers::sqrt2) / 2;
}

double chiSquareUpperTail1(double x) {
    return std::erfc(std::sqrt(x / 2));
}

double studentTwoSidedP(double t, double degreesOfFreedom) {
    return incompleteBeta(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t));
}

double fairCoinLowerTail(std::int64_t k, std::int64_t n) {
    if (k < 0) return 0;
    const auto count = static_cast<double>(n);
    double sum = 0;
    for (std::int64_t i = 0; i <= std::min(k, n); ++i) {
        const auto heads = static_cast<double>(i);
        sum += std::exp(std::lgamma(count + 1) - std::lgamma(heads + 1) - std::lgamma(count - heads + 1) -
                        count * std::numbers::ln2);
    }
    return std::min(1.0, sum);
}

}  // namespace recap
