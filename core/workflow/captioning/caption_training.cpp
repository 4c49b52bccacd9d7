// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_training_internal.h"

#include "base/atomic_file.h"
#include "workflow/captioning/caption_images_internal.h"
#include "workflow/captioning/captioner_folder.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <span>
#include <utility>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr const char* kExamplesFile = "captions.jsonl";
constexpr std::size_t kExamples = 8;

}  // namespace

CaptionTraining::CaptionTraining(Project& project, const RunRecord& run, const CaptionTrainRequest& request,
                                 JobContext& context, RunRecorder& recorder)
    : TrainingLoop(project, run, context, recorder, "captioner", {request.free_bytes}),
      options_(request.options),
      recorded_(request.options) {}

void CaptionTraining::prepare() {
    base_ = captionerFolder(project_, options_.base);
    const auto newest = meetCheckpoint();
    auto data = collectCaptionData(project_, options_);
    rememberCaptionImages(folder_, data);
    validation_ = std::move(data.validation);
    trainer_ = std::make_unique<CaptionTrainer>(BlipCaptioner::load(base_), std::move(data.training), options_);
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
    forgetExamplesAfter(newest.empty() ? -1 : stepsDone());
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
    const auto between = [this] { recorder_.pausePoint(); };
    const double loss = trainer_->validationLoss(context_, validation_, between);
    if (std::isnan(loss)) return {};
    ScalarValues values{{"validation_loss", loss}};
    const auto count = std::min(validation_.size(), static_cast<std::size_t>(options_.validation_captions));
    const auto written = trainer_->write(context_, std::span(validation_).first(count), between);
    for (auto& value : captionMeasures(written)) values.push_back(std::move(value));
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

// A line for each of the first images, so that a person sees how the captions change.
void CaptionTraining::keepExamples(const std::vector<WrittenCaption>& written) {
    std::ofstream out(folder_ / kExamplesFile, std::ios::binary | std::ios::app);
    for (std::size_t i = 0; i < std::min(written.size(), kExamples); ++i) {
        const auto& example = written[i];
        out << toJsonLine({{"step", stepsDone()},
                           {"image", example.image},
                           {"prefix", example.prefix},
                           {"caption", example.text},
                           {"reference", example.reference}})
            << '\n';
        context_.say(message("Step %1, %2: %3", stepsDone(), fs::path(example.image).filename(), example.text));
    }
}

void CaptionTraining::forgetExamplesAfter(std::int64_t step) {
    const fs::path file = folder_ / kExamplesFile;
    if (!fs::exists(file)) return;
    std::ifstream in(file, std::ios::binary);
    std::string kept;
    for (std::string line; std::getline(in, line);) {
        const Json json = Json::parse(line, nullptr, false);
        const Json at = json.is_object() ? json.value("step", Json()) : Json();
        if (at.is_number() && at <= step) kept += line + '\n';
    }
    writeTextAtomically(file, kept);
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
