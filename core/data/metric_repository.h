// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/records.h"

#include <cstdint>
#include <vector>

namespace recap {

// Whether two records are the same number, whatever its value: equal run, step, weights, prompt set, name, judge and
// judge's hash.
bool sameNumber(const MetricRecord& a, const MetricRecord& b);

// Numbers of runs with their intervals and cards.
class MetricRepository {
public:
    explicit MetricRepository(Database& database) : db_(database) {}

    // The same number replaces the older value, which stays in the history (data/metric_history.h), and what pictures
    // contributed to that (data/contribution_repository.h). Its row.
    std::int64_t add(const MetricRecord& metric);
    void addMany(const std::vector<MetricRecord>& metrics);  // one transaction
    // In the order in which they were first added.
    std::vector<MetricRecord> list(RunId run) const;
    std::vector<MetricRecord> list() const;

private:
    Database& db_;
};

}  // namespace recap
