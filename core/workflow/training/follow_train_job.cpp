// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/follow_train_job.h"

#include "base/error.h"
#include "train/checkpoint.h"
#include "train/replicas.h"
#include "workflow/models/base_model.h"
#include "workflow/project/threads.h"
#include "workflow/runs/joint_orders.h"
#include "workflow/training/trainer_setup_internal.h"

#include <utility>

namespace recap {

FollowTrainJob::FollowTrainJob(std::shared_ptr<Project> project, std::shared_ptr<Replicas> replicas)
    : project_(std::move(project)), replicas_(std::move(replicas)) {}

void FollowTrainJob::run(JobContext& context) {
    const auto start = hearStart(*replicas_);
    run_ = start.run;
    const auto record = project_->runs().get(start.run);
    if (!record)
        throw Error(ErrorCode::NotFound, message("The run of rank 0 is not in the project that this process sees."));
    DiffusionTrainOptions recorded;
    optionsFromJson(record->config, recorded, "run '" + record->name + "'");
    auto options = ownOptions(recorded, *replicas_);
    options.model = baseModelFolder(*project_, options.model, context).string();
    const ComputeThreads threads(options.threads);
    const auto setup = buildTrainer(*project_, options, context, {replicas_->rank(), replicas_->world()});
    auto& trainer = *setup.trainer;
    if (start.checkpoint >= 0)
        readCheckpoint(project_->runDirectory(run_) / checkpointName(start.checkpoint), trainer, recorded);
    together([&] { trainer.join(replicas_); });
    followOrders(*replicas_, [&](double learningRate) {
        trainer.setLearningRate(learningRate);
        trainer.step();
        lastStep_ = trainer.stepsDone();
        context.report({"train", lastStep_, options.max_steps});
    });
}

}  // namespace recap
