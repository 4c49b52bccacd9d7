// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/interval_rules.h"

#include <cmath>
#include <vector>

namespace recap {
namespace {

// Of a statistic in standard errors. One that is zero is no evidence, however small its error.
double inErrors(double value, double standardError) {
    return value == 0 ? 0 : value / standardError;
}

}  // namespace

DrawnInterval intervalByRule(IntervalRule rule, double value, std::span<const double> draws, double confidence) {
    std::vector<double> finite;
    for (const double draw : draws)
        if (std::isfinite(draw)) finite.push_back(draw);
    switch (rule) {
        case IntervalRule::Jackknife: {
            const double error = jackknifeStandardError(finite);
            const auto degrees = static_cast<std::int64_t>(finite.size()) - 1;
            return {jackknifeInterval(value, finite, confidence), error,
                    degrees < 1 ? error : studentTail(inErrors(value, error), degrees)};
        }
        case IntervalRule::ShiftedBootstrap: {
            const double error = bootstrapStandardError(finite);
            return {shiftedInterval(value, finite, confidence), error, normalTail(inErrors(value, error))};
        }
        case IntervalRule::Bootstrap: break;
    }
    return {percentileInterval(value, finite, confidence), bootstrapStandardError(finite), percentileTwoSidedP(finite)};
}

}  // namespace recap
