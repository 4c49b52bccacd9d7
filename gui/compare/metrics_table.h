// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"

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
};

enum class Direction { Unknown, LowerIsBetter, HigherIsBetter };

// Numbers stand in one column only when they have the same name, the same judge and the same card.
struct MetricColumn {
    QString name;   // fid, soa_c, ...
    QString title;  // FID, SOA-C, ...
    QString judge;
    Direction direction = Direction::Unknown;
    int decimals = 3;
    QString protocol;  // what sets this column apart from others of the same name; empty when it is the only one
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
MetricsTable buildMetricsTable(const std::vector<MetricRecord>& metrics, const std::vector<RunLabel>& models);

// Title as in the literature: "SOA-C"; names that are not known are shown as they are.
QString metricTitle(const QString& name);
Direction metricDirection(const QString& name);
QString directionArrow(Direction direction);  // "↓", "↑" or nothing
QString metricText(double value, int decimals);
// The facts of a card that decide whether two numbers may be compared: those of one model (its files, its time, its
// seeds) are left out.
Json comparableCard(const Json& card);

// Text for other programs. Every file names judge, count and interval.
QString metricsToCsv(const MetricsTable& table);
QString metricsToMarkdown(const MetricsTable& table);
QString metricsToLatex(const MetricsTable& table);

}  // namespace recap::gui
