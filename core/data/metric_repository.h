// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/records.h"

#include <vector>

namespace recap {

// Numbers of runs with their intervals and cards.
class MetricRepository {
public:
    explicit MetricRepository(Database& database) : db_(database) {}

    // The same (run, name, judge) replaces the older number, which stays in the history (data/metric_history.h).
    void add(const MetricRecord& metric);
    void addMany(const std::vector<MetricRecord>& metrics);  // one transaction
    // In the order in which they were first added.
    std::vector<MetricRecord> list(RunId run) const;
    std::vector<MetricRecord> list() const;

private:
    Database& db_;
};

}  // namespace recap
