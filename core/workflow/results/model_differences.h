// SPDX-License-Identifier: GPL-3.0-or-later
//
// Paired differences of models as they are read: which of them separate two models, and how many prompts the others
// would need. Window, command line, report and exports ask here.
#pragma once

#include "base/message.h"
#include "data/metric_differences.h"
#include "workflow/results/metric_row.h"

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

// second - first on the pictures of the same prompt and seed, by metric.
struct MetricDifferences {
    RunId first, second;
    std::vector<MetricDifferenceRecord> metrics;
};

// A difference counts when its p, adjusted for all comparisons of the metric, is at most this and its interval excludes
// zero.
inline constexpr double kDifferenceLevel = 0.05;
bool separated(const MetricDifferenceRecord& difference);

// A difference that is kept as a number of a table, with the rest on its card, and back. A card without p is one of an
// older version: then the interval alone decides.
MetricRecord asNumber(const MetricDifferenceRecord& difference);
MetricDifferenceRecord asDifference(const MetricRecord& number);

// What a difference says of the second model.
enum class DifferenceReading { Undefined, NotSeparated, Better, Worse, Different };
DifferenceReading readingOf(const MetricDifferenceRecord& difference);

// Whether it was computed from these two numbers, and not from older ones.
bool belongsTo(const MetricDifferenceRecord& difference, const MetricRecord& first, const MetricRecord& second);

// How many prompts would be needed to separate a difference of this size (promptsNeeded, 80 % power, the level divided
// by the number of comparisons), to two digits; a sentence without a full stop. Empty where it is separated or
// undefined.
Message promptsNeededFor(const MetricDifferenceRecord& difference);
// Why it has no value, a clause after "because", and what to know about it; may be empty.
Message undefinedReason(const MetricDifferenceRecord& difference);
Message differenceWarning(const MetricDifferenceRecord& difference);

// One line of the table of differences.
struct DifferenceRow {
    std::string first, second;  // models
    std::string title;          // of the metric
    MetricDifferenceRecord difference;
    DifferenceReading reading = DifferenceReading::Undefined;
    int decimals = 3;
};

struct DifferencesTable {
    std::vector<DifferenceRow> rows;  // by metric in the order of the registry, then in the order of the models
    std::int64_t outdated = 0;        // left out, because a number was computed again since
    bool empty() const { return rows.empty(); }
};

// Those of `differences` whose models are both among `rows`.
DifferencesTable differencesTable(const std::vector<MetricDifferenceRecord>& differences,
                                  const std::vector<MetricRow>& rows);

}  // namespace recap
