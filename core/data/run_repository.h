// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/database.h"
#include "data/records.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recap {

using ScalarValues = std::vector<std::pair<std::string, double>>;   // {"loss", 0.12}, ...
using ScalarSeries = std::vector<std::pair<std::int64_t, double>>;  // (step, value), by step

// Runs and their curves.
class RunRepository {
public:
    explicit RunRepository(Database& database) : db_(database) {}

    // id, created_ms and pid are filled in.
    RunRecord create(RunRecord run);
    // started_ms is set by the first "running"; finished_ms by done, failed, cancelled and interrupted. The pid becomes
    // that of this process. Throws Error(NotFound) for an unknown run.
    void setState(RunId run, RunState state, const Message& message = {});
    void setProgress(RunId run, std::int64_t step, std::int64_t steps);
    void setConfig(RunId run, const Json& config);
    void setProvenance(RunId run, const Json& provenance);
    void setName(RunId run, const std::string& name);

    std::optional<RunRecord> get(RunId run) const;
    // The newest run of that name; without a kind: of any kind.
    std::optional<RunRecord> findByName(std::string_view name, std::optional<RunKind> kind = {}) const;
    // Oldest first; without a kind: all.
    std::vector<RunRecord> list(std::optional<RunKind> kind = {}) const;

    // One step's numbers; a value that is there already is replaced, so a resumed run may repeat steps.
    void addScalars(RunId run, std::int64_t step, const ScalarValues& values);
    // Many steps in one transaction.
    void addScalars(RunId run, const std::vector<std::pair<std::int64_t, ScalarValues>>& steps);
    // Forgets what was recorded after `step`: a run continues from an older checkpoint.
    void removeScalarsAfter(RunId run, std::int64_t step);
    ScalarSeries scalars(RunId run, std::string_view name) const;
    std::vector<std::string> scalarNames(RunId run) const;

    // Runs that are queued, running or paused become "interrupted"; the names of those that were. Only for the program
    // that holds the project's lock: then no other process can be working on them.
    std::vector<std::string> markInterrupted(const Message& message);

private:
    Database& db_;
};

}  // namespace recap
