// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/run_recorder.h"

#include "base/error.h"
#include "base/log.h"

#include <exception>

namespace recap {
namespace {

constexpr double kFlushSeconds = 1.0;

void setState(Project& project, const RunRecord& run, JobContext& context, RunState state,
              const Message& message = {}) {
    project.runs().setState(run.id, state, message);
    context.emitEvent(RunEvent{run.id, run.name, state});
}

// The reason why a run ended must not be hidden by a database that fails as well.
void setEndState(Project& project, const RunRecord& run, JobContext& context, RunState state,
                 const Message& message) noexcept {
    try {
        setState(project, run, context, state, message);
    } catch (const std::exception& e) {
        logError(std::string("The end of run '").append(run.name).append("' could not be recorded: ").append(e.what()));
    }
}

}  // namespace

void RunRecorder::pausePoint() {
    if (!context_.control().paused() || context_.control().cancelRequested()) return context_.pausePoint();
    showPaused(true);
    context_.pausePoint();
    showPaused(false);
}

void RunRecorder::showPaused(bool paused) {
    flush();
    project_.runs().setState(run_, paused ? RunState::Paused : RunState::Running);
}

void RunRecorder::scalars(std::int64_t step, ScalarValues values) {
    context_.emitEvent(ScalarEvent{run_, step, values});
    pending_.emplace_back(step, std::move(values));
}

void RunRecorder::progress(const std::string& stage, std::int64_t step, std::int64_t steps) {
    context_.report({stage, step, steps});
    step_ = step;
    steps_ = steps;
    if (sinceFlush_.seconds() >= kFlushSeconds) flush();
}

void RunRecorder::flush() {
    sinceFlush_ = Stopwatch();
    // An open database file goes on taking rows after its folder was removed; nobody would ever see them.
    if (!Project::exists(project_.path()))
        throw Error(ErrorCode::FileNotFound, message("The project folder %1 was removed or moved while the run was "
                                                     "working. Put it back and continue the run.",
                                                     project_.path()));
    if (!pending_.empty()) project_.runs().addScalars(run_, pending_);
    pending_.clear();
    if (steps_ > 0) project_.runs().setProgress(run_, step_, steps_);
}

void recordRun(Project& project, const RunRecord& run, JobContext& context,
               const std::function<void(RunRecorder&)>& body) {
    setState(project, run, context, RunState::Running);
    RunRecorder recorder(project, run.id, context);
    try {
        body(recorder);
        recorder.flush();
    } catch (const Cancelled&) {
        try {
            recorder.flush();
        } catch (const std::exception& e) {
            logError(e.what());
        }
        setEndState(project, run, context, RunState::Cancelled, message("Stopped by the user."));
        throw;
    } catch (const Error& e) {
        setEndState(project, run, context, RunState::Failed, e.message());
        throw;
    } catch (const std::exception& e) {
        setEndState(project, run, context, RunState::Failed, verbatim(e.what()));
        throw;
    }
    setState(project, run, context, RunState::Done);
}

RunRecord createRun(Project& project, JobContext& context, const std::string& name, RunKind kind, const Json& config,
                    std::int64_t seed, std::int64_t steps, RunId parent, const Json& provenance) {
    RunRecord run;
    run.name = name;
    run.kind = kind;
    run.config = config;
    run.seed = seed;
    run.steps = steps;
    run.parent = parent;
    run.provenance = provenance;
    run = project.runs().create(run);
    context.emitEvent(RunEvent{run.id, run.name, run.state});
    return run;
}

}  // namespace recap
