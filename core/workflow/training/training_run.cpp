// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/training_run_internal.h"

#include "base/error.h"
#include "workflow/models/base_model.h"
#include "workflow/runs/joint_orders.h"
#include "workflow/training/train_job.h"

namespace fs = std::filesystem;

namespace recap {

TrainingRun::TrainingRun(Project& project, const RunRecord& run, const TrainRequest& request, JobContext& context,
                         RunRecorder& recorder)
    : TrainingLoop(project, run, context, recorder, "train", {request.free_bytes, request.seconds, request.replicas}),
      options_(request.options),
      recorded_(request.options) {}

void TrainingRun::prepare() {
    // `recorded_` keeps what was asked for; everything below works with a folder.
    options_.model = baseModelFolder(project_, options_.model, context_).string();
    const auto newest = meetCheckpoint();
    const auto share = replicas() ? Share{replicas()->rank(), replicas()->world()} : Share{};
    auto setup = buildTrainer(project_, replicas() ? ownOptions(options_, *replicas()) : options_, context_, share);
    trainer_ = std::move(setup.trainer);
    validation_ = std::move(setup.validation);
    const Json provenance =
        rememberProvenance(trainer_->device().str(), setup.data_digest, setup.images, newest.empty());
    if (!newest.empty()) continueFrom(newest);
    meetFollowers(newest, [this] { trainer_->join(replicas()); });
    Json start{{"with", provenance}};
    if (newest.empty()) start["options"] = optionsToJson(recorded_);
    openFiles(options_.tensorboard, newest, start);
}

void TrainingRun::continueFrom(const fs::path& checkpoint) {
    continued(checkpoint, readCheckpoint(checkpoint, *trainer_, recorded_));
}

LoopOptions TrainingRun::loopOptions() const {
    return {.max_steps = options_.max_steps,
            .save_every = options_.save_every,
            .validation_every = options_.validation_every,
            .keep_checkpoints = options_.keep_checkpoints,
            .keep_every = options_.keep_every,
            .keep_best = options_.keep_best,
            .loss_scale = options_.mixed_precision == "fp16",
            .images_per_step = options_.batch_size * options_.gradient_accumulation * processes()};
}

bool TrainingRun::applyOption(const std::string& name, double value) {
    if (!setLiveOption(options_, name, value)) return false;
    if (name == "learning_rate") trainer_->setLearningRate(value);
    return true;
}

ScalarValues TrainingRun::validate() {
    if (validation_.buckets.empty()) return {};
    return {{"validation_loss", trainer_->validationLoss(validation_)}};
}

void TrainingRun::loop() {
    if (stepsDone() == 0) measureValidation();
    // A checkpoint is written before its pictures: a program that ended between the two still owes them.
    if (stripDue() && stripMissing()) drawStrip();
    TrainingLoop::loop();
}

void TrainingRun::writeCheckpoint(const fs::path& folder, const CheckpointNotes& notes) {
    recap::writeCheckpoint(folder, *trainer_, options_.model, recorded_, notes);
}

void TrainingRun::drawSamples(bool wanted) {
    if (wanted && stripPrompts(options_).empty())
        context_.say(message("There is nothing to generate: the run has no sample prompts (option 'sample_prompts')."),
                     MessageEvent::Level::Warning);
    if (wanted || stripDue()) drawStrip();
}

}  // namespace recap
