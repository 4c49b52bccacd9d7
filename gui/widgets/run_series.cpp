// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/run_series.h"

#include "workflow/runs/run_lookup.h"

namespace recap::gui {

std::map<RunId, int> seriesOfRuns(const std::vector<RunRecord>& runs) {
    std::map<RunId, int> series;
    int next = 0;
    for (const auto& run : runs) {
        // Pictures drawn from a trained run belong to it.
        if (const auto parent = series.find(run.parent); run.kind == RunKind::Samples && parent != series.end()) {
            series[run.id] = parent->second;
            continue;
        }
        const bool draws = (run.kind == RunKind::Diffusion || run.kind == RunKind::Samples) && !isReferenceRun(run);
        series[run.id] = draws ? next++ : 0;
    }
    return series;
}

}  // namespace recap::gui
