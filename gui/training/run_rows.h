// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"
#include "gui/shell/project_part.h"

#include <vector>

namespace recap::gui {

// The rows of the project's runs, newest last, as they were read last.
class RunRows final : public ProjectPart {
    Q_OBJECT

public:
    explicit RunRows(QObject* parent = nullptr) : ProjectPart(parent) {}

    void announce() override {}
    const std::vector<RunRecord>& all() const { return rows_; }
    // Null: there is no such run.
    const RunRecord* find(RunId run) const;
    // Reads them again; read() follows.
    void refresh();
    // What somebody else has read.
    void take(std::vector<RunRecord> rows) { rows_ = std::move(rows); }
    void take(const RunRecord& row);
    void setState(RunId run, RunState state);

Q_SIGNALS:
    void read();

protected:
    void forget() override;

private:
    std::vector<RunRecord> rows_;
    LatestOnly lists_;
};

}  // namespace recap::gui
