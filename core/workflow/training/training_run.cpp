// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/training_run_internal.h"

#include "base/error.h"
#include "workflow/models/base_model.h"
#include "workflow/training/joint_training_internal.h"
#include "workflow/training/train_job.h"

#include <chrono>
#include <thread>

namespace fs = std::filesystem;

namespace recap {

TrainingRun::TrainingRun(Project& project, const RunRecord& run, const TrainRequest& request, JobContext& context,
                         RunRecorder& recorder)
    : TrainingLoop(project, run, context, recorder, "train", {request.free_bytes, request.seconds}),
      options_(request.options),
      recorded_(request.options),
      replicas_(request.replicas) {}

void TrainingRun::prepare() {
    // `recorded_` keeps what was asked for; everything below works with a folder.
    options_.model = baseModelFolder(project_, options_.model, context_).string();
    const auto newest = meetCheckpoint();
    const auto share = replicas_ ? Share{replicas_->rank(), replicas_->world()} : Share{};
    auto setup = buildTrainer(project_, replicas_ ? ownOptions(options_, *replicas_) : options_, context_, share);
    trainer_ = std::move(setup.trainer);
    validation_ = std::move(setup.validation);
    const Json provenance =
        rememberProvenance(trainer_->device().str(), setup.data_digest, setup.images, newest.empty());
    if (!newest.empty()) continueFrom(newest);
    if (replicas_) meetFollowers(newest);
    Json start{{"processes", processes()}, {"with", provenance}};
    if (newest.empty()) start["options"] = optionsToJson(recorded_);
    openFiles(options_.tensorboard, newest, start);
}

void TrainingRun::meetFollowers(const fs::path& checkpoint) {
    sayStart(*replicas_, {run_.id, checkpoint.empty() ? -1 : trainer_->stepsDone()});
    together([&] { trainer_->join(replicas_); });
}

void TrainingRun::continueFrom(const fs::path& checkpoint) {
    const auto info = readCheckpoint(checkpoint, *trainer_, recorded_);
    continued(checkpoint, info);
    const auto before = info.live.value("processes", std::int64_t{1});
    if (before != processes())
        context_.say(message("The run was trained by %1 processes and continues with %2: from now on it sees batches "
                             "of a different size.",
                             before, processes()),
                     MessageEvent::Level::Warning);
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

StepResult TrainingRun::step(const std::function<void()>& pausePoint) {
    return replicas_ ? jointStep() : trainer_->step(pausePoint);
}

// The others do what rank 0 says before each step, so a command is obeyed by all at the same one.
StepResult TrainingRun::jointStep() {
    auto& control = context_.control();
    if (control.paused()) recorder_.showPaused(true);
    const bool waited = control.paused();
    while (control.paused() && !control.cancelRequested()) {
        sayOrder(*replicas_, {JointOrder::Kind::Wait});
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    if (control.cancelRequested()) throw Cancelled{};
    if (waited) recorder_.showPaused(false);
    sayOrder(*replicas_, {JointOrder::Kind::Step, trainer_->progress().learning_rate});
    return together([&] { return trainer_->step(); });
}

void TrainingRun::leave(const Error* error) {
    // Divergence was met by all of them at once, a lost connection by those that are left.
    const bool known =
        error != nullptr && (error->code() == ErrorCode::Diverged || error->code() == ErrorCode::Internal);
    if (replicas_ && !known) sayOrder(*replicas_, {JointOrder::Kind::Stop});
}

void TrainingRun::writeCheckpoint(const fs::path& folder, const CheckpointNotes& notes) {
    CheckpointNotes own = notes;
    if (processes() > 1) own.live["processes"] = processes();
    recap::writeCheckpoint(folder, *trainer_, options_.model, recorded_, own);
}

void TrainingRun::drawSamples(bool wanted) {
    if (wanted && stripPrompts(options_).empty())
        context_.say(message("There is nothing to generate: the run has no sample prompts (option 'sample_prompts')."),
                     MessageEvent::Level::Warning);
    if (wanted || stripDue()) drawStrip();
}

}  // namespace recap
