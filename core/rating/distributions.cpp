// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/distributions.h"

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>

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

double fairCoinLowerTail(std::int64_t k, std::int64_t n) {
    if (k < 0) return 0;
    if (k >= n) return 1;
    return cdf(boost::math::binomial(static_cast<double>(n), 0.5), static_cast<double>(k));
}

}  // namespace recap
