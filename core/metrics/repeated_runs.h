// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <vector>

namespace recap {

// A model that was trained several times, with other seeds: the metric of each run on the same prompts.
struct RepeatedRuns {
    std::vector<double> values = {};             // of the runs
    std::vector<double> standard_errors = {};    // of the runs, over prompts
    std::vector<double> difference_errors = {};  // standard errors of paired differences of two runs; empty: not known
    std::int64_t prompts = 0;
};

struct RepeatedValue {
    double value = 0;          // mean over the runs
    double low = 0, high = 0;  // 95 %, for other trainings and other prompts of the same kind
    double runs_error = 0;     // standard error that comes of the runs
    double prompts_error = 0;  // and of the prompts
};

// What the mean of R runs on P prompts varies by when both are drawn again. With run, prompt and rest as independent
// effects, x = m + a(run) + b(prompt) + e, its variance is var a / R + var b / P + var e / (R P). The sample variance
// of the runs' values over R estimates the first and the last part, the mean squared standard error of a run less half
// the mean squared standard error of a difference of two runs the second. The interval joins those of the two parts by
// their squared lengths, with Student's t of R - 1 and P - 1 degrees of freedom (method of variance estimates recovery,
// Zou and Donner 2008). Resampling runs and prompts instead is too narrow for few runs: of three runs on 100 prompts
// with deviations of 3, 5 and 5 such intervals cover 80 %, these 95 to 96 %. Without `difference_errors` the second
// part counts the rest as well, and the interval is too wide. Throws Error(ShapeMismatch) for fewer than two runs or
// lists of different length, and for fewer than two prompts.
RepeatedValue overRepeats(const RepeatedRuns& runs, double confidence = 0.95);

}  // namespace recap
