// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/train_job.h"

#include "base/error.h"
#include "nn/interrupt.h"
#include "workflow/project/project_sharing.h"
#include "workflow/project/threads.h"
#include "workflow/runs/joint_orders.h"
#include "workflow/runs/joint_run.h"
#include "workflow/runs/run_inbox.h"
#include "workflow/runs/run_lookup.h"
#include "workflow/runs/run_provenance.h"
#include "workflow/training/train_preflight.h"
#include "workflow/training/training_run_internal.h"

#include <optional>
#include <utility>

namespace recap {

RunRecord createTraining(Project& project, JobContext& context, const std::string& name,
                         const DiffusionTrainOptions& options) {
    const auto branch = branchPoint(project, RunKind::Diffusion, options.model);
    return createRun(project, context, name.empty() ? options.caption_source : name, RunKind::Diffusion,
                     optionsToJson(options), options.seed, options.max_steps, branch ? branch->run : RunId{},
                     branch ? Json{{"branch_step", branch->step}} : Json::object());
}

TrainJob::TrainJob(std::shared_ptr<Project> project, TrainRequest request)
    : project_(std::move(project)), request_(std::move(request)) {}

TrainJob::~TrainJob() = default;

void TrainJob::run(JobContext& context) {
    project_->requireWritable();
    auto& options = request_.options;
    RunRecord run;
    if (request_.resume) {
        run = runToResume(*project_, request_.resume, RunKind::Diffusion);
        options = {};
        optionsFromJson(run.config, options, "run '" + run.name + "'");
    }
    if (const auto before = preflight(*project_, options); !before.problems.empty())
        throw Error(ErrorCode::InvalidOption, before.problems.front());
    if (!request_.resume) run = createTraining(*project_, context, request_.name, options);
    run_ = run.id;
    const auto& replicas = request_.replicas;
    if (replicas) rememberStart(*project_, run_);
    recordRun(*project_, run, context, [&](RunRecorder& recorder) {
        // A run without a window must not keep everybody else from the project. Before the first command is taken: by
        // it others know that the run goes on.
        if (request_.takes_commands && !replicas) shareWriting(*project_, run_);
        std::optional<RunInbox> inbox;
        if (request_.takes_commands) inbox.emplace(*project_, run_, context.control());
        const ComputeThreads threads(replicas ? ownOptions(options, *replicas).threads : options.threads);
        // Processes that train together stop between two steps, all at the same one.
        const nn::InterruptScope interrupt([&, joint = replicas != nullptr] {
            if (!joint && context.control().cancelRequested()) throw Cancelled{};
        });
        TrainingRun training(*project_, run, request_, context, recorder);
        training.prepare();
        const auto keepResults = [&] {
            lastLoss_ = training.lastLoss();
            lastStep_ = training.lastStep();
            checkpoint_ = training.checkpoint();
        };
        try {
            training.loop();
        } catch (...) {
            keepResults();
            throw;
        }
        keepResults();
    });
}

}  // namespace recap
