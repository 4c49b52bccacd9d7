// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/follow_caption_train_job.h"

#include "train/replicas.h"
#include "workflow/captioning/caption_trainer_internal.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/project/threads.h"
#include "workflow/runs/joint_orders.h"

#include <utility>

namespace recap {

void FollowCaptionTrainJob::follow(const RunRecord& record, const JointStart& start, JobContext& context) {
    CaptionTrainOptions recorded;
    optionsFromJson(record.config, recorded, "run '" + record.name + "'");
    const auto options = ownOptions(recorded, *replicas());
    const ComputeThreads threads(options.threads);
    auto data = collectCaptionData(project(), options);
    CaptionTrainer trainer(BlipCaptioner::load(captionerFolder(project(), options.base)), std::move(data.training),
                           options, {replicas()->rank(), replicas()->world()});
    if (start.checkpoint >= 0) {
        const auto folder = project().runDirectory(record.id) / checkpointName(start.checkpoint);
        const auto saved = inspectCheckpointFolder(folder);
        requireSameCourse(saved, recorded);
        restoreCheckpoint(folder, saved, trainer.weights());
    }
    together([&] { trainer.join(replicas()); });
    followOrders(*replicas(), [&](double learningRate) {
        trainer.weights().setLearningRate(learningRate);
        trainer.step(context, {});
        stepped(trainer.weights().stepsDone());
        context.report({"captioner", lastStep(), options.max_steps});
    });
}

}  // namespace recap
