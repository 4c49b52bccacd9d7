// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/resume_plan.h"

#include "base/error.h"
#include "train/checkpoint_folder.h"

namespace recap {

ResumePlan resumePlan(Project& project, const RunRecord& run) {
    ResumePlan plan;
    if (project.readOnly()) plan.problems.push_back(project.readOnlyReason());
    const auto newest = newestCheckpoint(project.runDirectory(run.id));
    if (newest.empty()) {
        // Copied: GCC 12 warns falsely about the move.
        const auto nothing = message("nothing: the run has not been saved yet and starts from the beginning");
        plan.restores.push_back(nothing);
        return plan;
    }
    try {
        plan.restores = inspectCheckpointFolder(newest).restores;
    } catch (const Error& e) {
        plan.problems.push_back(e.message());
    }
    return plan;
}

}  // namespace recap
