// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/metric_differences.h"
#include "workflow/results/metric_row.h"

#include <string>
#include <vector>

namespace recap {

// A model that was trained several times, and the runs that did.
struct RepeatedModel {
    std::string name;
    std::vector<std::string> runs;
};

// Of a text "NAME=run1,run2,run3". Throws Error(InvalidOption) without a name or for fewer than two runs.
RepeatedModel repeatedModelFromText(const std::string& text);

// One row in place of those of the model's runs: means with intervals over trainings and prompts (overRepeats), on
// cards that say how many runs there were. A metric that some run lacks, or that was computed in another way, says so
// instead. `differences` of the runs make the intervals as narrow as they may be. Throws Error(InvalidOption) when a
// run is not among `rows` or is named twice.
std::vector<MetricRow> withRepeats(const std::vector<MetricRow>& rows, const std::vector<RepeatedModel>& models,
                                   const std::vector<MetricDifferenceRecord>& differences);

}  // namespace recap
