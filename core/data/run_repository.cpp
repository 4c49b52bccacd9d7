// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/run_repository.h"

#include "data/row_readers.h"

#include "base/error.h"
#include "base/stored_message.h"

#include <unistd.h>

namespace recap {
namespace {

constexpr const char* kColumns =
    "SELECT id, name, kind, state, message, config, seed, created_ms, started_ms, finished_ms, step, steps, parent, "
    "pid, provenance FROM run ";

RunRecord readRun(const Statement& row) {
    RunRecord run;
    run.id = RunId{row.integer(0)};
    run.name = row.text(1);
    run.kind = findEnum(kRunKindNames, row.text(2)).value_or(RunKind::Other);
    run.state = findEnum(kRunStateNames, row.text(3)).value_or(RunState::Interrupted);
    run.message = fromStoredText(row.text(4));
    run.config = jsonFromColumn(row.text(5), "the configuration of a run");
    run.seed = row.integer(6);
    run.created_ms = row.integer(7);
    run.started_ms = row.integer(8);
    run.finished_ms = row.integer(9);
    run.step = row.integer(10);
    run.steps = row.integer(11);
    run.parent = RunId{row.isNull(12) ? 0 : row.integer(12)};
    run.pid = row.integer(13);
    run.provenance = jsonFromColumn(row.text(14), "the provenance of a run");
    if (!run.provenance.is_object())
        throw Error(ErrorCode::BadFormat,
                    message("The provenance of run '%1' in the project is not a JSON object.", run.name));
    return run;
}

std::string_view kindText(std::optional<RunKind> kind) {
    return kind ? enumName(kRunKindNames, *kind) : std::string_view();
}

void requireChanged(std::int64_t rows, RunId run) {
    if (rows == 0) throw Error(ErrorCode::NotFound, message("There is no run with the number %1.", run.value));
}

}  // namespace

RunRecord RunRepository::create(RunRecord run) {
    run.created_ms = db_.nowMs();
    run.pid = ::getpid();
    if (run.state == RunState::Running && run.started_ms == 0) run.started_ms = run.created_ms;
    auto insert = db_.prepare(
        "INSERT INTO run(name, kind, state, message, config, seed, created_ms, started_ms, finished_ms, "
        "step, steps, parent, pid, provenance) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(run.name).bind(enumName(kRunKindNames, run.kind)).bind(enumName(kRunStateNames, run.state));
    insert.bind(storedText(run.message)).bind(jsonColumn(run.config)).bind(run.seed);
    insert.bind(run.created_ms).bind(run.started_ms).bind(run.finished_ms).bind(run.step).bind(run.steps);
    if (run.parent)
        insert.bind(run.parent.value);
    else
        insert.bindNull();
    insert.bind(run.pid).bind(jsonColumn(run.provenance)).run();
    run.id = RunId{db_.lastInsertId()};
    return run;
}

void RunRepository::setState(RunId run, RunState state, const Message& message) {
    const auto rows = db_.prepare(
                             "UPDATE run SET state = ?1, message = ?2, pid = ?3, "
                             "started_ms = CASE WHEN ?1 = 'running' AND started_ms = 0 THEN ?4 ELSE started_ms END, "
                             "finished_ms = CASE WHEN ?5 THEN ?4 ELSE 0 END WHERE id = ?6")
                          .bind(enumName(kRunStateNames, state))
                          .bind(storedText(message))
                          .bind(static_cast<std::int64_t>(::getpid()))
                          .bind(db_.nowMs())
                          .bind(isEnded(state))
                          .bind(run.value)
                          .run();
    requireChanged(rows, run);
}

void RunRepository::setProgress(RunId run, std::int64_t step, std::int64_t steps) {
    requireChanged(
        db_.prepare("UPDATE run SET step = ?, steps = ? WHERE id = ?").bind(step).bind(steps).bind(run.value).run(),
        run);
}

void RunRepository::setConfig(RunId run, const Json& config) {
    requireChanged(db_.prepare("UPDATE run SET config = ? WHERE id = ?").bind(jsonColumn(config)).bind(run.value).run(),
                   run);
}

void RunRepository::setProvenance(RunId run, const Json& provenance) {
    requireChanged(
        db_.prepare("UPDATE run SET provenance = ? WHERE id = ?").bind(jsonColumn(provenance)).bind(run.value).run(),
        run);
}

void RunRepository::setName(RunId run, const std::string& name) {
    requireChanged(db_.prepare("UPDATE run SET name = ? WHERE id = ?").bind(name).bind(run.value).run(), run);
}

std::optional<RunRecord> RunRepository::get(RunId run) const {
    auto query = db_.prepare(std::string(kColumns) + "WHERE id = ?");
    query.bind(run.value);
    if (!query.step()) return std::nullopt;
    return readRun(query);
}

std::optional<RunRecord> RunRepository::findByName(std::string_view name, std::optional<RunKind> kind) const {
    auto query =
        db_.prepare(std::string(kColumns) + "WHERE name = ?1 AND (?2 = '' OR kind = ?2) ORDER BY id DESC LIMIT 1");
    query.bind(name).bind(kindText(kind));
    if (!query.step()) return std::nullopt;
    return readRun(query);
}

std::vector<RunRecord> RunRepository::list(std::optional<RunKind> kind) const {
    auto rows = db_.prepare(std::string(kColumns) + "WHERE ?1 = '' OR kind = ?1 ORDER BY id");
    rows.bind(kindText(kind));
    std::vector<RunRecord> out;
    while (rows.step()) out.push_back(readRun(rows));
    return out;
}

void RunRepository::addScalars(RunId run, std::int64_t step, const ScalarValues& values) {
    addScalars(run, {{step, values}});
}

void RunRepository::addScalars(RunId run, const std::vector<std::pair<std::int64_t, ScalarValues>>& steps) {
    Transaction transaction(db_);
    auto insert = db_.prepare("INSERT OR REPLACE INTO run_scalar(run, name, step, value) VALUES(?, ?, ?, ?)");
    for (const auto& [step, values] : steps) {
        for (const auto& [name, value] : values) {
            if (value != value) continue;  // SQLite has no NaN; a gap in the curve says the same
            insert.reset();
            insert.bind(run.value).bind(name).bind(step).bind(value).run();
        }
    }
    transaction.commit();
}

void RunRepository::removeScalarsAfter(RunId run, std::int64_t step) {
    db_.prepare("DELETE FROM run_scalar WHERE run = ? AND step > ?").bind(run.value).bind(step).run();
}

ScalarSeries RunRepository::scalars(RunId run, std::string_view name) const {
    auto rows = db_.prepare("SELECT step, value FROM run_scalar WHERE run = ? AND name = ? ORDER BY step");
    rows.bind(run.value).bind(name);
    ScalarSeries out;
    while (rows.step()) out.emplace_back(rows.integer(0), rows.real(1));
    return out;
}

std::vector<std::string> RunRepository::scalarNames(RunId run) const {
    auto rows = db_.prepare("SELECT DISTINCT name FROM run_scalar WHERE run = ? ORDER BY name");
    rows.bind(run.value);
    std::vector<std::string> out;
    while (rows.step()) out.push_back(rows.text(0));
    return out;
}

std::vector<std::string> RunRepository::markInterrupted(const Message& message) {
    Transaction transaction(db_);
    std::vector<std::string> names;
    {
        auto rows = db_.prepare("SELECT name FROM run WHERE state IN ('queued', 'running', 'paused') ORDER BY id");
        while (rows.step()) names.push_back(rows.text(0));
    }
    if (!names.empty())
        db_.prepare(
               "UPDATE run SET state = 'interrupted', message = ?, finished_ms = ? "
               "WHERE state IN ('queued', 'running', 'paused')")
            .bind(storedText(message))
            .bind(db_.nowMs())
            .run();
    transaction.commit();
    return names;
}

}  // namespace recap
