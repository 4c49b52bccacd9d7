// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/follow_caption_train_job.h"

#include "base/error.h"
#include "train/replicas.h"
#include "workflow/captioning/caption_trainer_internal.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/project/threads.h"
#include "workflow/runs/joint_orders.h"

#include <utility>

namespace recap {

FollowCaptionTrainJob::FollowCaptionTrainJob(std::shared_ptr<Project> project, std::shared_ptr<Replicas> replicas)
    : project_(std::move(project)), replicas_(std::move(replicas)) {}

void FollowCaptionTrainJob::run(JobContext& context) {
    const auto start = hearStart(*replicas_);
    run_ = start.run;
    const auto record = project_->runs().get(start.run);
    if (!record)
        throw Error(ErrorCode::NotFound, message("The run of rank 0 is not in the project that this process sees."));
    CaptionTrainOptions recorded;
    optionsFromJson(record->config, recorded, "run '" + record->name + "'");
    const auto options = ownOptions(recorded, *replicas_);
    const ComputeThreads threads(options.threads);
    auto data = collectCaptionData(*project_, options);
    CaptionTrainer trainer(BlipCaptioner::load(captionerFolder(*project_, options.base)), std::move(data.training),
                           options, {replicas_->rank(), replicas_->world()});
    if (start.checkpoint >= 0) {
        const auto folder = project_->runDirectory(run_) / checkpointName(start.checkpoint);
        const auto saved = inspectCheckpointFolder(folder);
        requireSameCourse(saved, recorded);
        restoreCheckpoint(folder, saved, trainer.weights());
    }
    together([&] { trainer.join(replicas_); });
    followOrders(*replicas_, [&](double learningRate) {
        trainer.weights().setLearningRate(learningRate);
        trainer.step(context, {});
        lastStep_ = trainer.weights().stepsDone();
        context.report({"captioner", lastStep_, options.max_steps});
    });
}

}  // namespace recap
