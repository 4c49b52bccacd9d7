// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/metric_history.h"

#include "data/row_readers.h"

#include <limits>

namespace recap {

std::vector<MetricRecord> metricHistory(Database& database) {
    auto rows =
        database.prepare("SELECT run, name, value, low, high, n, judge, card FROM metric_history ORDER BY id DESC");
    // SQLite stores NaN as NULL.
    const auto number = [&](int column) {
        return rows.isNull(column) ? std::numeric_limits<double>::quiet_NaN() : rows.real(column);
    };
    std::vector<MetricRecord> out;
    while (rows.step())
        out.push_back({RunId{rows.integer(0)}, rows.text(1), number(2), number(3), number(4), rows.integer(5),
                       rows.text(6), jsonFromColumn(rows.text(7), "the card of a metric")});
    return out;
}

}  // namespace recap
