// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/metric_history.h"

#include "data/metric_columns.h"

#include <string>

namespace recap {

std::vector<MetricRecord> metricHistory(Database& database) {
    auto rows = database.prepare(std::string(kMetricColumns) + " FROM metric_history ORDER BY id DESC");
    std::vector<MetricRecord> out;
    while (rows.step()) out.push_back(metricOf(rows));
    return out;
}

}  // namespace recap
