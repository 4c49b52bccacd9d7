// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_training_internal.h"

#include "workflow/captioning/caption_examples.h"
#include "workflow/captioning/caption_images_internal.h"
#include "workflow/captioning/captioner_folder.h"
#include "workflow/runs/joint_orders.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

namespace fs = std::filesystem;

namespace recap {

CaptionTraining::CaptionTraining(Project& project, const RunRecord& run, const CaptionTrainRequest& request,
                                 JobContext& context, RunRecorder& recorder)
    : TrainingLoop(project, run, context, recorder, "captioner", {request.free_bytes, {}, request.replicas}),
      options_(request.options),
      recorded_(request.options) {}

void CaptionTraining::prepare() {
    base_ = captionerFolder(project_, options_.base);
    const auto newest = meetCheckpoint();
    auto data = collectCaptionData(project_, options_);
    rememberCaptionImages(folder_, data);
    validation_ = std::move(data.validation);
    trainer_ = replicas()
                   ? std::make_unique<CaptionTrainer>(BlipCaptioner::load(base_), std::move(data.training),
                                                      ownOptions(options_, *replicas()),
                                                      Share{replicas()->rank(), replicas()->world()})
                   : std::make_unique<CaptionTrainer>(BlipCaptioner::load(base_), std::move(data.training), options_);
    if (!options_.clip.empty()) clip_ = std::make_unique<CaptionClip>(project_, options_.clip, trainer_->device());
    const Json provenance = rememberProvenance(trainer_->device().str(), data.digest, data.images, newest.empty());
    if (!newest.empty()) {
        const auto saved = inspectCheckpointFolder(newest);
        requireSameCourse(saved, recorded_);
        restoreCheckpoint(newest, saved, trainer_->weights());
        continued(newest, saved);
        const double sign = largerIsBetter(options_.metric_for_best_model) ? -1 : 1;
        for (const auto& [step, value] : project_.runs().scalars(run_.id, options_.metric_for_best_model))
            course_.push_back(sign * value);
    }
    meetFollowers(newest, [this] { trainer_->join(replicas()); });
    forgetCaptionExamples(folder_, newest.empty() ? -1 : stepsDone());
    Json start{{"with", provenance}};
    if (newest.empty()) start["options"] = optionsToJson(recorded_);
    if (clip_) start["clip"] = clip_->hash();
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
            .images_per_step = options_.batch_size * options_.gradient_accumulation * processes()};
}

ScalarValues CaptionTraining::validate() {
    if (validation_.empty()) return {};
    const auto between = [this] { recorder_.pausePoint(); };
    const double loss = trainer_->validationLoss(context_, validation_, between);
    if (std::isnan(loss)) return {};
    ScalarValues values{{"validation_loss", loss}};
    const auto count = std::min(validation_.size(), static_cast<std::size_t>(options_.validation_captions));
    const auto written = trainer_->write(context_, std::span(validation_).first(count), between);
    const auto clip = clip_ ? clip_->scores(written, between) : std::vector<double>();
    for (auto& value : captionMeasures(written, clip)) values.push_back(std::move(value));
    keepExamples(written);
    for (const auto& [name, value] : values) {
        metrics_[name] = value;
        if (name == options_.metric_for_best_model) notes_.rank = largerIsBetter(name) ? -value : value;
    }
    course_.push_back(notes_.rank);
    if (endsEarly())
        context_.say(message("Stops at step %1: %2 has not improved in %3 measurements (early_stopping_patience).",
                             stepsDone(), options_.metric_for_best_model, options_.early_stopping_patience));
    return values;
}

bool CaptionTraining::endsEarly() const {
    const auto best = std::min_element(course_.begin(), course_.end());
    return options_.early_stopping_patience > 0 && best != course_.end() &&
           course_.end() - best > options_.early_stopping_patience;
}

void CaptionTraining::keepExamples(const std::vector<WrittenCaption>& written) {
    const auto kept = keepCaptionExamples(folder_, stepsDone(), written);
    for (const auto& example : std::span(written).first(kept))
        context_.say(message("Step %1, %2: %3", stepsDone(), fs::path(example.image).filename(), example.text));
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
