// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/follow_train_job.h"

#include "train/checkpoint.h"
#include "train/replicas.h"
#include "workflow/models/base_model.h"
#include "workflow/project/threads.h"
#include "workflow/runs/joint_orders.h"
#include "workflow/training/trainer_setup_internal.h"

namespace recap {

void FollowTrainJob::follow(const RunRecord& record, const JointStart& start, JobContext& context) {
    DiffusionTrainOptions recorded;
    optionsFromJson(record.config, recorded, "run '" + record.name + "'");
    auto options = ownOptions(recorded, *replicas());
    options.model = baseModelFolder(project(), options.model, context).string();
    const ComputeThreads threads(options.threads);
    const auto setup = buildTrainer(project(), options, context, {replicas()->rank(), replicas()->world()});
    auto& trainer = *setup.trainer;
    if (start.checkpoint >= 0)
        readCheckpoint(project().runDirectory(record.id) / checkpointName(start.checkpoint), trainer, recorded);
    together([&] { trainer.join(replicas()); });
    followOrders(*replicas(), [&](double learningRate) {
        trainer.setLearningRate(learningRate);
        trainer.step();
        stepped(trainer.stepsDone());
        context.report({"train", lastStep(), options.max_steps});
    });
}

}  // namespace recap
