// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/metric_differences.h"
#include "workflow/results/results_table.h"

#include <vector>

namespace recap {

// Marks the numbers of a table that are the best of their column, and the second best, and says of every column how its
// models were compared. A model is better than another when their paired difference says so (model_differences.h);
// where there is none that belongs to their numbers, when their intervals are apart. Numbers that depend on how many
// pictures there were are compared by intervals only at equal counts. `runs`: of the rows, as `differences` name them.
void markBest(ResultsTable& table, const std::vector<RunId>& runs,
              const std::vector<MetricDifferenceRecord>& differences);

}  // namespace recap
