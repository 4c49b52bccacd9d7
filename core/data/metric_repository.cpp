// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/metric_repository.h"

#include "data/metric_columns.h"
#include "data/row_readers.h"

#include <string>

namespace recap {
namespace {

constexpr const char* kFrom = " FROM metric ";

std::vector<MetricRecord> readAll(Statement& rows) {
    std::vector<MetricRecord> out;
    while (rows.step()) out.push_back(metricOf(rows));
    return out;
}

}  // namespace

bool sameNumber(const MetricRecord& a, const MetricRecord& b) {
    return a.run == b.run && a.step == b.step && a.weights == b.weights && a.prompt_set == b.prompt_set &&
           a.name == b.name && a.judge == b.judge && a.judge_hash == b.judge_hash;
}

std::int64_t MetricRepository::add(const MetricRecord& metric) {
    Transaction transaction(db_);
    auto added = db_.prepare(
        "INSERT INTO metric(run, step, weights, prompt_set, name, judge, judge_hash, value, low, high, n, card) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT(run, step, weights, prompt_set, name, judge, judge_hash) DO UPDATE SET value = excluded.value, "
        "low = excluded.low, high = excluded.high, n = excluded.n, card = excluded.card, judged = NULL RETURNING id");
    bindKey(added, metric);
    added.bind(metric.value).bind(metric.low).bind(metric.high).bind(metric.n).bind(jsonColumn(metric.card));
    added.step();
    const auto id = added.integer(0);
    added.run();
    db_.prepare("DELETE FROM contribution WHERE metric = ?").bind(id).run();
    transaction.commit();
    return id;
}

void MetricRepository::addMany(const std::vector<MetricRecord>& metrics) {
    Transaction transaction(db_);
    for (const auto& metric : metrics) add(metric);
    transaction.commit();
}

std::vector<MetricRecord> MetricRepository::list(RunId run) const {
    return readAll(db_.prepare(std::string(kMetricColumns) + kFrom + "WHERE run = ? ORDER BY id").bind(run.value));
}

std::vector<MetricRecord> MetricRepository::list() const {
    auto rows = db_.prepare(std::string(kMetricColumns) + kFrom + "ORDER BY id");
    return readAll(rows);
}

}  // namespace recap
