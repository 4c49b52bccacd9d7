// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/run_rows.h"

#include "workflow/project/project.h"

#include <algorithm>

namespace recap::gui {

void RunRows::forget() {
    lists_.forget();
    rows_.clear();
}

void RunRows::refresh() {
    if (project() == nullptr) return;
    lists_.run(
        this, [project = project()] { return project->runs().list(); },
        [this](std::vector<RunRecord> rows) {
            rows_ = std::move(rows);
            Q_EMIT read();
        },
        saying());
}

const RunRecord* RunRows::find(RunId run) const {
    const auto it = std::find_if(rows_.begin(), rows_.end(), [run](const RunRecord& row) { return row.id == run; });
    return it == rows_.end() ? nullptr : &*it;
}

void RunRows::take(const RunRecord& row) {
    for (auto& known : rows_)
        if (known.id == row.id) known = row;
}

void RunRows::setState(RunId run, RunState state) {
    for (auto& row : rows_)
        if (row.id == run) row.state = state;
}

}  // namespace recap::gui
