// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/metric_repository.h"

#include "data/row_readers.h"

#include <limits>

namespace recap {
namespace {

constexpr const char* kColumns = "SELECT run, name, value, low, high, n, judge, card FROM metric ";

// SQLite stores NaN as NULL.
double number(const Statement& row, int column) {
    return row.isNull(column) ? std::numeric_limits<double>::quiet_NaN() : row.real(column);
}

std::vector<MetricRecord> readAll(Statement& rows) {
    std::vector<MetricRecord> out;
    while (rows.step())
        out.push_back({RunId{rows.integer(0)}, rows.text(1), number(rows, 2), number(rows, 3), number(rows, 4),
                       rows.integer(5), rows.text(6), jsonFromColumn(rows.text(7), "the card of a metric")});
    return out;
}

}  // namespace

void MetricRepository::add(const MetricRecord& metric) {
    db_.prepare(
           "INSERT INTO metric(run, name, value, low, high, n, judge, card) VALUES(?, ?, ?, ?, ?, ?, ?, ?) "
           "ON CONFLICT(run, name, judge) DO UPDATE SET value = excluded.value, low = excluded.low, "
           "high = excluded.high, n = excluded.n, card = excluded.card")
        .bind(metric.run.value)
        .bind(metric.name)
        .bind(metric.value)
        .bind(metric.low)
        .bind(metric.high)
        .bind(metric.n)
        .bind(metric.judge)
        .bind(jsonColumn(metric.card))
        .run();
}

void MetricRepository::addMany(const std::vector<MetricRecord>& metrics) {
    Transaction transaction(db_);
    for (const auto& metric : metrics) add(metric);
    transaction.commit();
}

std::vector<MetricRecord> MetricRepository::list(RunId run) const {
    return readAll(db_.prepare(std::string(kColumns) + "WHERE run = ? ORDER BY id").bind(run.value));
}

std::vector<MetricRecord> MetricRepository::list() const {
    auto rows = db_.prepare(std::string(kColumns) + "ORDER BY id");
    return readAll(rows);
}

}  // namespace recap
