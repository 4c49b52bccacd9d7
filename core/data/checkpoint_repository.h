// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/records.h"

#include <optional>
#include <vector>

namespace recap {

// Checkpoints of runs. A row is written after its folder is complete.
class CheckpointRepository {
public:
    explicit CheckpointRepository(Database& database) : db_(database) {}

    // id and created_ms are filled in. The same run and step replaces the older row.
    CheckpointRecord add(CheckpointRecord checkpoint);
    void remove(CheckpointId id);
    std::vector<CheckpointRecord> list(RunId run) const;  // by step
    std::optional<CheckpointRecord> latest(RunId run) const;
    std::optional<CheckpointRecord> get(CheckpointId id) const;

private:
    Database& db_;
};

}  // namespace recap
