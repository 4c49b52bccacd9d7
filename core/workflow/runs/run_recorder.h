// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "data/run_repository.h"
#include "jobs/job.h"
#include "workflow/project/project.h"

#include <functional>
#include <utility>
#include <vector>

namespace recap {

// Keeps a run's row in step with the work: state, step and curve. Numbers are written in batches, at least once a
// second.
class RunRecorder {
public:
    RunRecorder(Project& project, RunId run, JobContext& context) : project_(project), run_(run), context_(context) {}

    RunId run() const { return run_; }
    // Like JobContext::pausePoint, and a paused run says so in its row.
    void pausePoint();
    // The run's row says "paused" from here on, or "running" again.
    void showPaused(bool paused);
    // Emits the numbers at once, writes them soon.
    void scalars(std::int64_t step, ScalarValues values);
    void progress(const std::string& stage, std::int64_t step, std::int64_t steps);
    void flush();

private:
    Project& project_;
    RunId run_;
    JobContext& context_;
    std::vector<std::pair<std::int64_t, ScalarValues>> pending_;
    std::int64_t step_ = 0, steps_ = 0;
    Stopwatch sinceFlush_;
};

// Runs `body` as the run: "running" before, "done" after, "cancelled" or "failed" with the reason when it throws (the
// exception goes on). Emits a RunEvent for each change.
void recordRun(Project& project, const RunRecord& run, JobContext& context,
               const std::function<void(RunRecorder&)>& body);

// A row for a new run, announced by a RunEvent.
RunRecord createRun(Project& project, JobContext& context, const std::string& name, RunKind kind, const Json& config,
                    std::int64_t seed, std::int64_t steps, RunId parent = {}, const Json& provenance = Json::object());

}  // namespace recap
