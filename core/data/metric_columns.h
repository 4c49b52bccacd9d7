// SPDX-License-Identifier: GPL-3.0-or-later
//
// A number's columns, which the tables metric and metric_history share; private to core/data.
#pragma once

#include "data/database.h"
#include "data/records.h"
#include "data/row_readers.h"

#include <limits>

namespace recap {

inline constexpr const char* kMetricColumns =
    "SELECT run, name, value, low, high, n, judge, card, step, weights, prompt_set, judge_hash";

inline MetricRecord metricOf(const Statement& row) {
    // SQLite stores NaN as NULL.
    const auto number = [&](int column) {
        return row.isNull(column) ? std::numeric_limits<double>::quiet_NaN() : row.real(column);
    };
    return {RunId{row.integer(0)},
            row.text(1),
            number(2),
            number(3),
            number(4),
            row.integer(5),
            row.text(6),
            jsonFromColumn(row.text(7), "the card of a metric"),
            row.integer(8),
            row.text(9),
            row.text(10),
            row.text(11)};
}

// Binds what a number is known by, in the order of the table's UNIQUE.
inline void bindKey(Statement& statement, const MetricRecord& metric) {
    statement.bind(metric.run.value)
        .bind(metric.step)
        .bind(metric.weights)
        .bind(metric.prompt_set)
        .bind(metric.name)
        .bind(metric.judge)
        .bind(metric.judge_hash);
}

}  // namespace recap
