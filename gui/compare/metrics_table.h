// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "workflow/results/metric_names.h"

#include <QString>

#include <optional>
#include <vector>

namespace recap::gui {

// A model of the comparison: a run with the name people see and its series (colour, dash, marker).
struct RunLabel {
    RunId run;
    QString name;
    int series = 0;
    bool reference = false;  // real images: shown, never called the best
    bool operator==(const RunLabel&) const = default;
};

// One number as it is shown; `best` only when its interval is separated from that of every other model.
struct MetricCell {
    double value = 0;
    double low = 0;
    double high = 0;
    qint64 n = 0;
    QString judge;
    Json card = Json::object();
    bool best = false;
    QString undefined = {};                  // why there is no value; empty when there is one
    QString warning = {};                    // what a reader has to know about the value
    std::vector<MetricRecord> earlier = {};  // numbers that this one replaced, the newest first
};

// Numbers stand in one column only when they have the same name, the same judge and the same card. How many pictures
// were judged does not part them: where the counts differ the column says so.
struct MetricColumn {
    QString name;   // fid, soa_c, ...
    QString title;  // FID, SOA-C, ...; of the demo's judge Demo FID, Demo SOA-C, ...
    QString judge;
    Direction direction = Direction::Unknown;
    int decimals = 3;
    QString protocol;  // what sets this column apart from others of the same name; empty when it is the only one
    qint64 fewest = 0, most = 0;  // pictures behind the numbers of models; 0 where no card says it
    bool unequal() const { return fewest != most; }
};

struct MetricsRow {
    RunLabel model;
    std::vector<std::optional<MetricCell>> cells;  // one a column
};

struct MetricsTable {
    std::vector<MetricColumn> columns;
    std::vector<MetricsRow> rows;
    bool empty() const { return columns.empty() || rows.empty(); }
};

// Columns in the order of the paper's table (FID, O-FID, SOA-C, SOA-I, CA, PA, RP), then others as they come. Models
// keep their order; a model without any number has no row.
MetricsTable makeMetricsTable(const std::vector<MetricRecord>& metrics, const std::vector<RunLabel>& models,
                              const std::vector<MetricRecord>& history = {});

QString directionArrow(Direction direction);  // "↓", "↑" or nothing
QString metricText(double value, int decimals);
// The facts of a card that decide whether two numbers may be compared: those of one model (its files, its time, its
// seeds, its counts) are left out.
Json comparableCard(const Json& card);

// Text for other programs. Every file names judge, count and interval, and says why a number is missing and what to
// know about one.
QString metricsToCsv(const MetricsTable& table);
QString metricsToMarkdown(const MetricsTable& table);
QString metricsToLatex(const MetricsTable& table);

}  // namespace recap::gui
