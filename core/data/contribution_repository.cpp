// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/contribution_repository.h"

#include "data/metric_columns.h"
#include "data/metric_repository.h"

#include <cmath>

namespace recap {
namespace {

constexpr const char* kKey =
    "m.run = ? AND m.step = ? AND m.weights = ? AND m.prompt_set = ? AND m.name = ? AND m.judge = ? AND "
    "m.judge_hash = ?";

void addPictures(Database& db, std::int64_t judged, const std::vector<JudgedPicture>& pictures) {
    auto row = db.prepare(
        "INSERT INTO judged_picture(judged, place, path, prompt, seed, problem, wanted, seen) "
        "VALUES(?, ?, ?, ?, ?, ?, ?, ?)");
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const auto& picture = pictures[i];
        row.reset();
        row.bind(judged)
            .bind(static_cast<std::int64_t>(i))
            .bind(picture.path)
            .bind(picture.prompt)
            .bind(picture.seed)
            .bind(picture.problem)
            .bind(jsonColumn(picture.wanted))
            .bind(jsonColumn(picture.seen))
            .run();
    }
}

void addContributions(Database& db, std::int64_t metric, const std::vector<double>& values) {
    auto row = db.prepare("INSERT INTO contribution(metric, place, value) VALUES(?, ?, ?)");
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) continue;
        row.reset();
        row.bind(metric).bind(static_cast<std::int64_t>(i)).bind(values[i]).run();
    }
}

}  // namespace

void ContributionRepository::add(const JudgedNumbers& judged) {
    if (judged.numbers.empty()) return;
    const auto run = judged.numbers.front().run;
    Transaction transaction(db_);
    db_.prepare("INSERT INTO judged(run, view) VALUES(?, ?)").bind(run.value).bind(judged.view).run();
    const auto id = db_.lastInsertId();
    addPictures(db_, id, judged.pictures);
    for (std::size_t i = 0; i < judged.numbers.size(); ++i) {
        const auto metric = MetricRepository(db_).add(judged.numbers[i]);
        db_.prepare("UPDATE metric SET judged = ? WHERE id = ?").bind(id).bind(metric).run();
        addContributions(db_, metric, judged.contributions[i]);
    }
    // Those that the replaced numbers led to.
    db_.prepare("DELETE FROM judged WHERE run = ? AND NOT EXISTS(SELECT 1 FROM metric WHERE metric.judged = judged.id)")
        .bind(run.value)
        .run();
    transaction.commit();
}

void ContributionRepository::addMany(const std::vector<JudgedNumbers>& judged) {
    Transaction transaction(db_);
    for (const auto& numbers : judged) add(numbers);
    transaction.commit();
}

std::vector<Contribution> ContributionRepository::list(const MetricRecord& number) const {
    auto rows = db_.prepare(
        std::string("SELECT p.path, p.prompt, p.seed, p.problem, p.wanted, p.seen, c.value, j.view FROM metric AS m "
                    "JOIN judged AS j ON j.id = m.judged JOIN judged_picture AS p ON p.judged = j.id "
                    "LEFT JOIN contribution AS c ON c.metric = m.id AND c.place = p.place WHERE ") +
        kKey + " AND (c.value IS NOT NULL OR p.problem <> '') ORDER BY p.place");
    bindKey(rows, number);
    std::vector<Contribution> out;
    while (rows.step())
        out.push_back({{rows.text(0), rows.text(1), rows.integer(2), rows.text(3),
                        jsonFromColumn(rows.text(4), "what a prompt asks for"),
                        jsonFromColumn(rows.text(5), "what was seen in a picture")},
                       rows.isNull(6) ? std::numeric_limits<double>::quiet_NaN() : rows.real(6),
                       rows.text(7)});
    return out;
}

bool ContributionRepository::kept(const MetricRecord& number) const {
    auto rows = db_.prepare(std::string("SELECT m.judged IS NOT NULL FROM metric AS m WHERE ") + kKey);
    bindKey(rows, number);
    return rows.step() && rows.integer(0) != 0;
}

}  // namespace recap
