// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/metric_differences.h"

#include "data/row_readers.h"

namespace recap {
namespace {

// Forward and backward, so that a pair has one difference.
void forget(Database& db, const MetricDifferenceRecord& d, bool turned) {
    db.prepare(
          "DELETE FROM metric_difference WHERE first = ? AND first_side = ? AND second = ? AND second_side = ? AND "
          "name = ? AND judge = ?")
        .bind((turned ? d.second : d.first).value)
        .bind(turned ? d.second_side : d.first_side)
        .bind((turned ? d.first : d.second).value)
        .bind(turned ? d.first_side : d.second_side)
        .bind(d.name)
        .bind(d.judge)
        .run();
}

}  // namespace

void storeMetricDifferences(Database& database, const std::vector<MetricDifferenceRecord>& differences) {
    Transaction transaction(database);
    for (const auto& d : differences) {
        forget(database, d, false);
        forget(database, d, true);
        database
            .prepare(
                "INSERT INTO metric_difference(first, first_side, second, second_side, name, judge, value, low, high, "
                "standard_error, p, p_holm, comparisons, n, card) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            .bind(d.first.value)
            .bind(d.first_side)
            .bind(d.second.value)
            .bind(d.second_side)
            .bind(d.name)
            .bind(d.judge)
            .bind(d.value)
            .bind(d.low)
            .bind(d.high)
            .bind(d.standard_error)
            .bind(d.p)
            .bind(d.p_holm)
            .bind(d.comparisons)
            .bind(d.n)
            .bind(jsonColumn(d.card))
            .run();
    }
    transaction.commit();
}

std::vector<MetricDifferenceRecord> metricDifferences(Database& database) {
    auto rows = database.prepare(
        "SELECT first, first_side, second, second_side, name, judge, value, low, high, standard_error, p, p_holm, "
        "comparisons, n, card FROM metric_difference ORDER BY id");
    // SQLite stores NaN as NULL.
    const auto number = [&](int column) {
        return rows.isNull(column) ? std::numeric_limits<double>::quiet_NaN() : rows.real(column);
    };
    std::vector<MetricDifferenceRecord> out;
    while (rows.step()) {
        MetricDifferenceRecord d;
        d.first = RunId{rows.integer(0)};
        d.first_side = rows.text(1);
        d.second = RunId{rows.integer(2)};
        d.second_side = rows.text(3);
        d.name = rows.text(4);
        d.judge = rows.text(5);
        d.value = number(6);
        d.low = number(7);
        d.high = number(8);
        d.standard_error = number(9);
        d.p = number(10);
        d.p_holm = number(11);
        d.comparisons = rows.integer(12);
        d.n = rows.integer(13);
        d.card = jsonFromColumn(rows.text(14), "the card of a difference");
        out.push_back(std::move(d));
    }
    return out;
}

}  // namespace recap
