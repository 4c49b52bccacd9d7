// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "data/records.h"

#include <QCoreApplication>
#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace recap {
class Project;
}

namespace recap::gui {

class RunRows;

// Values of a recorded run to begin a new one with.
struct CloneSource {
    RunKind kind = RunKind::Diffusion;
    QString name;
    Json values = Json::object();
};

// What recorded runs were made with.
class RunOptions {
    Q_DECLARE_TR_FUNCTIONS(recap::gui::RunOptions)

public:
    explicit RunOptions(const RunRows& rows) : rows_(rows) {}

    // What the options of these runs are, by name, a column each; only the differing ones when there are several;
    // before them what the runs worked with (run_provenance.h). The first column is the option's name.
    std::vector<QStringList> table(const std::vector<RunId>& runs) const;
    // Nothing for a run that this version does not know.
    std::optional<CloneSource> clone(RunId run) const;
    // The same on the weights of one of its checkpoints.
    std::optional<CloneSource> branch(const Project& project, RunId run, const CheckpointRecord& checkpoint) const;

private:
    QString provenance(const RunRecord& run, const std::string& name) const;

    const RunRows& rows_;
};

}  // namespace recap::gui
