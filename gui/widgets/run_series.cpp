// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/run_series.h"

namespace recap::gui {

bool isReferenceRun(const RunRecord& run) {
    const auto model = run.config.is_object() ? run.config.find("model") : run.config.end();
    return run.config.is_object() && model != run.config.end() && *model == "real";
}

std::map<RunId, int> seriesOfRuns(const std::vector<RunRecord>& runs) {
    std::map<RunId, int> series;
    int next = 0;
    for (const auto& run : runs) {
        // Pictures drawn from a trained run belong to it.
        if (const auto parent = series.find(run.parent); run.kind == "samples" && parent != series.end()) {
            series[run.id] = parent->second;
            continue;
        }
        const bool draws = (run.kind == "diffusion" || run.kind == "samples") && !isReferenceRun(run);
        series[run.id] = draws ? next++ : 0;
    }
    return series;
}

}  // namespace recap::gui
