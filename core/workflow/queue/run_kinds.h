// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a kind of run needs to be offered, checked and started: one row a kind. The form of the window, the queue and
// the command line ask here; the options are described in the room of the kind.
#pragma once

#include "base/describe.h"
#include "jobs/job.h"
#include "workflow/project/project.h"
#include "workflow/queue/queued_run.h"
#include "workflow/runs/curve_info.h"
#include "workflow/runs/resume_plan.h"

#include <memory>
#include <span>
#include <string_view>
#include <vector>

namespace recap {

struct RunKindRow {
    RunKind kind = RunKind::Other;
    std::string_view model;    // the option that holds the folder of the model; empty: the kind needs none
    bool single_file = false;  // the model may be a single file
    bool named_model = false;  // the model may be the name of a run of the project
    std::vector<FieldDescription> (*fields)();  // every option with its default
    // All problems of the values at once: unknown names, wrong types, ranges. Reads nothing but the values.
    std::vector<FieldProblem> (*problems)(const Json& values);
    // What continuing a run would bring back, or why it cannot be continued. Null: runs of the kind are not continued.
    ResumePlan (*resume)(Project& project, RunId run) = nullptr;
    // Curves that need an explanation or that only this kind has; null: none.
    std::vector<CurveInfo> (*curves)() = nullptr;
    // Throws Error(InvalidOption) for values that cannot be used. `takesCommands`: trainings listen for commands of
    // other programs (run_inbox.h).
    std::unique_ptr<Job> (*make)(std::shared_ptr<Project> project, const QueuedRun& run, bool takesCommands);
};

std::span<const RunKindRow> runKinds();
// Throws Error(InvalidOption) for a kind that no row is for.
const RunKindRow& runKindRow(RunKind kind);

// The problems of the row and those that the file system and the query language know: a model that is not there, a
// filter that cannot be read, prompts and runs that are missing.
std::vector<FieldProblem> runProblems(const RunKindRow& row, const Json& values);
// Throws Error(InvalidOption) for a run of a kind that is not continued.
ResumePlan planResume(Project& project, const RunRecord& run);
std::unique_ptr<Job> makeQueuedRun(std::shared_ptr<Project> project, const QueuedRun& run, bool takesCommands = false);

// The options of a kind from the values of a form. Throws Error(InvalidOption).
template <class T>
T optionsOf(const Json& values) {
    T options;
    optionsFromJson(values, options, "the form");
    return options;
}

}  // namespace recap
