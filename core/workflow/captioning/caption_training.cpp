// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_training_internal.h"

#include "workflow/captioning/captioner_folder.h"

#include <utility>

namespace fs = std::filesystem;

namespace recap {

CaptionTraining::CaptionTraining(Project& project, const RunRecord& run, const CaptionTrainRequest& request,
                                 JobContext& context, RunRecorder& recorder)
    : TrainingLoop(project, run, context, recorder, "captioner", request.free_bytes),
      options_(request.options),
      recorded_(request.options) {}

void CaptionTraining::prepare() {
    base_ = captionerFolder(project_, options_.base);
    const auto newest = meetCheckpoint();
    auto data = collectCaptionData(project_, options_);
    validation_ = std::move(data.validation);
    trainer_.emplace(BlipCaptioner::load(base_), std::move(data.training), options_);
    const Json provenance = rememberProvenance(trainer_->device().str(), data.digest, data.images, newest.empty());
    if (!newest.empty()) {
        const auto saved = inspectCheckpointFolder(newest);
        requireSameCourse(saved, recorded_);
        restoreCheckpoint(newest, saved, trainer_->weights());
        continued(newest, saved);
    }
    Json start{{"with", provenance}};
    if (newest.empty()) start["options"] = optionsToJson(recorded_);
    openFiles(options_.tensorboard, newest, start);
}

LoopOptions CaptionTraining::loopOptions() const {
    return {.max_steps = options_.max_steps,
            .save_every = options_.save_every,
            .validation_every = options_.validation_every,
            .keep_checkpoints = options_.keep_checkpoints,
            .keep_every = options_.keep_every,
            .keep_best = options_.keep_best,
            .loss_scale = options_.mixed_precision == "fp16",
            .images_per_step = options_.batch_size * options_.gradient_accumulation};
}

ScalarValues CaptionTraining::validate() {
    if (validation_.empty()) return {};
    ScalarValues values{
        {"validation_loss", trainer_->validationLoss(context_, validation_, [this] { recorder_.pausePoint(); })}};
    for (const auto& [name, value] : values) metrics_[name] = value;
    return values;
}

void CaptionTraining::writeCheckpoint(const fs::path& folder, const CheckpointNotes& notes) {
    writeCheckpointFolder(folder, trainer_->weights(), optionsToJson(recorded_), notes,
                          [this](const fs::path& temporary) { trainer_->save(temporary, base_); });
}

bool CaptionTraining::applyOption(const std::string& name, double value) {
    if (!setLiveOption(options_, name, value)) return false;
    if (name == "learning_rate") trainer_->weights().setLearningRate(value);
    return true;
}

void CaptionTraining::drawSamples(bool wanted) {
    if (wanted) context_.say(message("A captioner generates no pictures."), MessageEvent::Level::Warning);
}

}  // namespace recap
