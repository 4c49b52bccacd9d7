// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/distributions.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

namespace recap {

using boost::math::complement;

double normalUpperTail(double z) {
    return cdf(complement(boost::math::normal(), z));
}

double chiSquareUpperTail1(double x) {
    return cdf(complement(boost::math::chi_squared(1), x));
}

double studentTwoSidedP(double t, double degreesOfFreedom) {
    return 2 * cdf(complement(boost::math::students_t(degreesOfFreedom), std::abs(t)));
}

double studentTwoSidedPoint(double p, double degreesOfFreedom) {
    return quantile(complement(boost::math::students_t(degreesOfFreedom), p / 2));
}

double normalUpperPoint(double p) {
    return quantile(complement(boost::math::normal(), p));
}

double betaPoint(double p, double a, double b) {
    return quantile(boost::math::beta_distribution<>(a, b), p);
}

double fairCoinLowerTail(std::int64_t k, std::int64_t n) {
    return binomialLowerTail(k, n, 0.5);
}

double binomialLowerTail(std::int64_t k, std::int64_t n, double probability) {
    if (k < 0) return 0;
    if (k >= n) return 1;
    return cdf(boost::math::binomial(static_cast<double>(n), probability), static_cast<double>(k));
}

double binomialProbability(std::int64_t k, std::int64_t n, double probability) {
    if (k < 0 || k > n) return 0;
    return pdf(boost::math::binomial(static_cast<double>(n), probability), static_cast<double>(k));
}

double betaBinomialProbability(std::int64_t k, std::int64_t n, double a, double b) {
    if (k < 0 || k > n) return 0;
    const auto logBeta = [](double x, double y) { return std::lgamma(x) + std::lgamma(y) - std::lgamma(x + y); };
    const auto x = static_cast<double>(k), all = static_cast<double>(n);
    return std::exp(-std::log(all + 1) - logBeta(all - x + 1, x + 1) + logBeta(x + a, all - x + b) - logBeta(a, b));
}

double hypergeometricLowerTail(std::int64_t k, std::int64_t n, std::int64_t marked, std::int64_t population) {
    if (k < std::max<std::int64_t>(0, n - (population - marked))) return 0;
    if (k >= std::min(n, marked)) return 1;
    // Summed from the end by the ratio of neighbours: Boost's distribution takes 32-bit counts only.
    const auto logChoose = [](std::int64_t all, std::int64_t chosen) {
        return std::lgamma(static_cast<double>(all) + 1) - std::lgamma(static_cast<double>(chosen) + 1) -
               std::lgamma(static_cast<double>(all - chosen) + 1);
    };
    double term = std::exp(logChoose(marked, k) + logChoose(population - marked, n - k) - logChoose(population, n));
    double sum = term;
    for (std::int64_t i = k; i > 0 && term > 0; --i) {
        // P(X = i - 1) / P(X = i)
        term *= static_cast<double>(i) * static_cast<double>(population - marked - n + i) /
                (static_cast<double>(marked - i + 1) * static_cast<double>(n - i + 1));
        sum += term;
        if (term < sum * 1e-17) break;
    }
    return std::min(1.0, sum);
}

}  // namespace recap
