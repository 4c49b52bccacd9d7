// SPDX-License-Identifier: GPL-3.0-or-later
//
// The few questions that the tests of this folder ask of statistical distributions, answered by Boost.Math.
#pragma once

#include <cstdint>

namespace recap {

inline constexpr double kZ95 = 1.959963984540054;   // two-sided 95 % point of the standard normal distribution
inline constexpr double kZ99 = 2.5758293035489004;  // two-sided 99 % point

double normalUpperTail(double z);                            // P(Z > z)
double chiSquareUpperTail1(double x);                        // P(X > x), one degree of freedom, x >= 0
double studentTwoSidedP(double t, double degreesOfFreedom);  // P(|T| > |t|)
// The t with P(|T| > t) = p; 0 < p < 1, degreesOfFreedom > 0.
double studentTwoSidedPoint(double p, double degreesOfFreedom);
// The z with P(Z > z) = p; 0 < p < 1.
double normalUpperPoint(double p);
// The x with P(X <= x) = p for a beta distribution; 0 <= p <= 1, a > 0, b > 0.
double betaPoint(double p, double a, double b);
// P(X <= k) for n fair coins.
double fairCoinLowerTail(std::int64_t k, std::int64_t n);
// P(X <= k) and P(X = k) for n coins that fall on their head with this probability.
double binomialLowerTail(std::int64_t k, std::int64_t n, double probability);
double binomialProbability(std::int64_t k, std::int64_t n, double probability);
// P(X = k): so many of n coins whose common probability was drawn from a beta distribution.
double betaBinomialProbability(std::int64_t k, std::int64_t n, double a, double b);
// P(X <= k) for the marked ones among n drawn without replacement out of `population`, of which `marked` are.
double hypergeometricLowerTail(std::int64_t k, std::int64_t n, std::int64_t marked, std::int64_t population);

}  // namespace recap
