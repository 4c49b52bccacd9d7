// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of models and metrics: the one place that decides which numbers stand in one column and which of them is
// the best. Window, report and command line show it.
#pragma once

#include "base/message.h"
#include "data/metric_differences.h"
#include "data/records.h"
#include "metrics/metric_registry.h"
#include "workflow/results/metric_row.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace recap {

// A model of the comparison.
struct ResultsModel {
    RunId run;
    std::string name;
    bool reference = false;  // real images: shown, never called the best
};

// One number as it is shown; `best` only when it is separated from that of every other model (best_marks.h).
struct ResultsCell {
    double value = 0;
    double low = 0;
    double high = 0;
    std::int64_t n = 0;
    std::string judge = {};
    Json card = Json::object();
    bool best = false;
    bool second = false;                     // the best of the others, in the same sense
    Message undefined = {};                  // why there is no value; empty when there is one
    Message warning = {};                    // what a reader has to know about the value
    std::vector<MetricRecord> earlier = {};  // numbers that this one replaced, the newest first
    MetricRecord key = {};                   // what the number is known by (sameNumber), without its value and card
};

// How the models of a column were told apart.
enum class ModelComparison {
    None,       // there is nothing to compare
    Paired,     // by paired differences, p adjusted by Holm for all comparisons of the metric
    Intervals,  // by intervals that are apart: there is no paired difference
    Mixed,      // some pairs of models in one way, some in the other
};

// Numbers stand in one column only when they have the same name, the same judge and the same card. How many pictures
// were judged does not part them: where the counts differ the column says so, and numbers that depend on them stand in
// a second column at the smallest count where their cards have it.
struct ResultsColumn {
    std::string name;   // fid, soa_c, ...
    std::string title;  // FID, SOA-C, ...; of the demo's judge Demo FID, Demo SOA-C, ...
    std::string judge;
    Direction direction = Direction::Unknown;
    int decimals = 3;
    std::string protocol;  // what sets this column apart from others of the same name; empty when it is the only one
    std::int64_t fewest = 0, most = 0;  // pictures behind the numbers of models; 0 where no card says it
    bool unequal() const { return fewest != most; }
    std::int64_t at_count = 0;  // of a second column: the number of pictures
    ModelComparison comparison = ModelComparison::None;
    std::int64_t comparisons = 0;  // that the p values of paired differences were adjusted for
};

// A model at one step.
struct ResultsRow {
    ResultsModel model;
    std::vector<std::optional<ResultsCell>> cells;  // one a column
    std::optional<std::int64_t> step = {};          // where the model has numbers of several steps
};
// "RECAP", or "RECAP, step 500".
Message rowTitle(const ResultsRow& row);

struct ResultsTable {
    std::vector<ResultsColumn> columns;
    std::vector<ResultsRow> rows;
    bool empty() const { return columns.empty() || rows.empty(); }
};

// Columns in the order of the registry, then others as they come. Models keep their order, their steps ascend; a model
// without any number has no row. Numbers of other prompt sets or weights have columns of their own. Of each model those
// of `metrics` that name its run. `differences` decide who is the best where they belong to these numbers.
ResultsTable resultsTable(const std::vector<MetricRecord>& metrics, const std::vector<ResultsModel>& models,
                          const std::vector<MetricRecord>& history = {},
                          const std::vector<MetricDifferenceRecord>& differences = {});

// The same of rows that carry their numbers, whatever their runs are.
ResultsTable resultsTable(const std::vector<MetricRow>& rows,
                          const std::vector<MetricDifferenceRecord>& differences = {});

// The facts of a card that decide whether two numbers may be compared: those of one model (its files, its time, its
// seeds, its counts) are left out.
Json comparableCard(const Json& card);

// "0.843", or "-" where there is no number.
std::string resultText(double value, int decimals);

}  // namespace recap
