// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/repeated_runs.h"

#include "base/error.h"
#include "metrics/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace recap {
namespace {

double meanSquare(const std::vector<double>& values) {
    return std::inner_product(values.begin(), values.end(), values.begin(), 0.0) / static_cast<double>(values.size());
}

}  // namespace

RepeatedValue overRepeats(const RepeatedRuns& runs, double confidence) {
    if (runs.values.size() < 2 || runs.values.size() != runs.standard_errors.size() || runs.prompts < 2)
        throw Error(ErrorCode::ShapeMismatch,
                    message("An interval over trainings needs at least two runs on at least two prompts, each with its "
                            "standard error."));
    const auto count = static_cast<double>(runs.values.size());
    const double mean = std::accumulate(runs.values.begin(), runs.values.end(), 0.0) / count;
    const double shared = runs.difference_errors.empty() ? 0 : meanSquare(runs.difference_errors) / 2;
    RepeatedValue out;
    out.value = mean;
    out.runs_error = bootstrapStandardError(runs.values) / std::sqrt(count);
    out.prompts_error = std::sqrt(std::max(0.0, meanSquare(runs.standard_errors) - shared));
    const double reach = std::hypot(studentPoint(confidence, std::ssize(runs.values) - 1) * out.runs_error,
                                    studentPoint(confidence, runs.prompts - 1) * out.prompts_error);
    out.low = mean - reach;
    out.high = mean + reach;
    return out;
}

}  // namespace recap
