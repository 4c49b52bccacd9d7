// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/checkpoint_repository.h"

namespace recap {
namespace {

constexpr const char* kColumns = "SELECT id, run, step, path, created_ms FROM checkpoint ";

CheckpointRecord readCheckpoint(const Statement& row) {
    return {CheckpointId{row.integer(0)}, RunId{row.integer(1)}, row.integer(2), row.text(3), row.integer(4)};
}

std::optional<CheckpointRecord> first(Statement& query) {
    if (!query.step()) return std::nullopt;
    return readCheckpoint(query);
}

}  // namespace

CheckpointRecord CheckpointRepository::add(CheckpointRecord checkpoint) {
    checkpoint.created_ms = db_.nowMs();
    db_.prepare("INSERT OR REPLACE INTO checkpoint(run, step, path, created_ms) VALUES(?, ?, ?, ?)")
        .bind(checkpoint.run.value)
        .bind(checkpoint.step)
        .bind(checkpoint.path)
        .bind(checkpoint.created_ms)
        .run();
    checkpoint.id = CheckpointId{db_.lastInsertId()};
    return checkpoint;
}

void CheckpointRepository::remove(CheckpointId id) {
    db_.prepare("DELETE FROM checkpoint WHERE id = ?").bind(id.value).run();
}

std::vector<CheckpointRecord> CheckpointRepository::list(RunId run) const {
    auto rows = db_.prepare(std::string(kColumns) + "WHERE run = ? ORDER BY step");
    rows.bind(run.value);
    std::vector<CheckpointRecord> out;
    while (rows.step()) out.push_back(readCheckpoint(rows));
    return out;
}

std::optional<CheckpointRecord> CheckpointRepository::latest(RunId run) const {
    return first(db_.prepare(std::string(kColumns) + "WHERE run = ? ORDER BY step DESC LIMIT 1").bind(run.value));
}

std::optional<CheckpointRecord> CheckpointRepository::get(CheckpointId id) const {
    return first(db_.prepare(std::string(kColumns) + "WHERE id = ?").bind(id.value));
}

}  // namespace recap
