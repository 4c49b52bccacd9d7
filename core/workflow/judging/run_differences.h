// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/judging/measuring.h"
#include "workflow/results/model_differences.h"
#include "workflow/runs/run_pictures.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// Of up to so many models every pair is compared when no baseline is named.
inline constexpr std::size_t kMostModelsOfAllPairs = 6;

// A run that was judged; what it points to must outlive the comparison.
struct ComparedRun {
    const RunRecord* run = nullptr;
    const RunPictures* drawn = nullptr;
    const Measuring::JudgedModel* seen = nullptr;
    const std::vector<MeasuredNumber>* numbers = nullptr;  // of all its pictures
    bool reference = false;                                // real images: compared only when a pair names them
};

struct ComparedPairs {
    std::vector<std::pair<RunId, RunId>> pairs = {};  // wanted in any case
    std::optional<RunId> baseline = {};               // that the others are compared with; empty: every pair
};

// Images of one prompt share a number, so that they are resampled together.
std::vector<std::size_t> promptNumbers(const std::vector<SampleRecord>& pictures);

// What tells the pictures of a run that are compared from others that it may have: "step 240".
std::string sideOf(const RunPictures& pictures, const std::string& promptSet);

// Differences of pairs of runs on the prompts and seeds that both have: those wanted first, then (baseline, other) or,
// without a baseline and for up to kMostModelsOfAllPairs models, every pair in the order of the runs. A pair that
// nobody named and that shares no picture is left out. p values are adjusted by Holm (1979) for all pairs of one metric
// that were compared. `complete` fills in what the caller alone knows of a card. Throws Error(InvalidOption) for a pair
// or a baseline that is not among the runs and for a named pair that shares no picture.
std::vector<MetricDifferences> compareRuns(const Measuring& measuring, const std::vector<ComparedRun>& runs,
                                           const ComparedPairs& wanted, const std::string& promptSet,
                                           const std::function<MetricCard(MetricCard)>& complete, JobContext& context);

}  // namespace recap
