// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training_run_internal.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "diffusion/scheduler_config.h"
#include "models/model_folder.h"
#include "workflow/base_model_internal.h"

#include <chrono>
#include <cmath>
#include <limits>
#include <sstream>
#include <thread>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::int64_t kDiskReserve = 64 << 20;  // left for the database, samples and logs

struct ModelModules {
    UNet2DCondition unet;
    ClipText text;
    NoiseSchedule schedule;
};

ModelModules loadModules(const fs::path& model) {
    return {loadUNet(model / "unet"), loadTextEncoder(model / "text_encoder"),
            NoiseSchedule::fromConfig(readSchedulerConfig(model / "scheduler" / "scheduler_config.json"))};
}

// How much smaller latents are than images: one halving for each level but the last.
std::int64_t latentSide(const fs::path& model, std::int64_t resolution) {
    const Json vae = readJsonFile(model / "vae" / "config.json");
    const auto levels = vae.value("block_out_channels", Json::array({1, 1, 1, 1})).size();
    return std::max<std::int64_t>(1, resolution >> (levels - 1));
}

std::int64_t freeBytesAt(const fs::path& folder) {
    std::error_code error;
    const auto space = fs::space(folder, error);
    return error ? std::numeric_limits<std::int64_t>::max() : static_cast<std::int64_t>(space.available);
}

}  // namespace

std::unique_ptr<DiffusionTrainer> probeTrainer(const DiffusionTrainOptions& options) {
    const fs::path model = options.model;
    auto modules = loadModules(model);
    const auto side = latentSide(model, options.resolution);
    const auto channels = modules.unet->config().in_channels;
    const auto images = options.batch_size;
    auto generator = seededGenerator(1);
    LatentSet latents{torch::randn({images, channels, side, side}, generator),
                      torch::full({images, channels, side, side}, 0.1)};
    const auto tokens = ClipTokenizer::fromFolder(model / "tokenizer").encode("");
    CaptionChooser captions(std::vector<TokenizedCaptions>(static_cast<std::size_t>(images), {{tokens}, {}}), tokens,
                            0.5, true, 0, 1);
    return std::make_unique<DiffusionTrainer>(modules.unet, modules.text, modules.schedule, std::move(latents),
                                              std::move(captions), options);
}

TrainingRun::TrainingRun(Project& project, const RunRecord& run, const TrainRequest& request, JobContext& context,
                         RunRecorder& recorder)
    : project_(project),
      run_(run),
      options_(request.options),
      recorded_(request.options),
      freeBytes_(request.free_bytes),
      context_(context),
      recorder_(recorder),
      folder_(project.runDirectory(run.id)) {
    if (!freeBytes_) freeBytes_ = [folder = folder_] { return freeBytesAt(folder); };
}

void TrainingRun::prepare() {
    // `recorded_` keeps what was asked for; everything below works with a folder.
    options_.model = baseModelFolder(project_, options_.model, context_).string();
    const fs::path model = options_.model, newest = newestCheckpoint(folder_);
    // Said before minutes are spent on loading; a damaged checkpoint is refused here as well.
    if (!newest.empty()) {
        const auto info = inspectCheckpoint(newest);
        std::string things;
        for (const auto& thing : info.restores) things += (things.empty() ? "" : ", ") + thing;
        context_.say("Continues from step " + std::to_string(info.step) + " and restores " + things + ".");
    }
    removeUnfinishedCheckpoints(folder_);
    const auto tokenizer = ClipTokenizer::fromFolder(model / "tokenizer");
    auto data = collectTrainingData(project_, options_, tokenizer, context_);
    validation_ = std::move(data.validation);
    const auto seed = static_cast<std::uint64_t>(options_.seed);
    CaptionChooser chooser(std::move(data.captions), tokenizer.encode(""), options_.mix_ratio, options_.mix_per_step,
                           options_.caption_dropout, deriveSeed(seed, "mix"));
    auto modules = loadModules(model);
    auto batches =
        std::make_unique<DrawnBatches>(std::move(data.buckets), std::move(chooser), modules.schedule.size(), options_);
    trainer_ =
        std::make_unique<DiffusionTrainer>(modules.unet, modules.text, modules.schedule, std::move(batches), options_);
    if (!newest.empty()) continueFrom(newest);
    files_ = std::make_unique<RunFiles>(folder_, options_.tensorboard, trainer_->stepsDone());
    files_->log(newest.empty() ? "start" : "resume", trainer_->stepsDone(),
                newest.empty() ? Json{{"options", optionsToJson(recorded_)}} : Json{{"checkpoint", newest.string()}});
}

void TrainingRun::continueFrom(const fs::path& checkpoint) {
    const auto info = readCheckpoint(checkpoint, *trainer_, recorded_);
    for (const auto& item : info.live.items())
        if (item.value().is_number() && applyOption(item.key(), item.value().get<double>()))
            notes_.live[item.key()] = item.value();
    notes_.validation_loss = info.validation_loss;
    validatedAt_ = std::isfinite(info.validation_loss) ? info.step : -1;
    project_.runs().removeScalarsAfter(run_.id, trainer_->stepsDone());
    checkpoint_ = checkpoint.string();
}

TrainingRun::Wishes TrainingRun::takeWishes() {
    Wishes wishes;
    for (const auto& command : context_.control().takeCommands()) {
        wishes.save = wishes.save || command.kind == Command::Kind::SaveNow;
        wishes.sample = wishes.sample || command.kind == Command::Kind::SampleNow;
        wishes.stop = wishes.stop || command.kind == Command::Kind::StopAfterSaving;
        if (command.kind == Command::Kind::SetOption) setOption(command.name, command.value);
    }
    return wishes;
}

bool TrainingRun::applyOption(const std::string& name, double value) {
    const bool whole = value == std::floor(value) && value >= 0 && value <= 1e7;
    if (name == "learning_rate" && value >= 0 && value <= 1) {
        trainer_->setLearningRate(value);
    } else if (name == "save_every" && whole && value >= 1) {
        options_.save_every = static_cast<std::int64_t>(value);
    } else if (name == "sample_every" && whole) {
        options_.sample_every = static_cast<std::int64_t>(value);
    } else if (name == "validation_every" && whole) {
        options_.validation_every = static_cast<std::int64_t>(value);
    } else {
        return false;
    }
    return true;
}

void TrainingRun::setOption(const std::string& name, double value) {
    std::ostringstream text;
    text << name << " = " << value;
    if (!applyOption(name, value))
        return context_.say("A running training cannot take " + text.str() +
                                "; learning_rate, save_every, sample_every and validation_every can be changed.",
                            MessageEvent::Level::Warning);
    notes_.live[name] = value;
    files_->log("option", trainer_->stepsDone(), {{"name", name}, {"value", value}});
    context_.say("From step " + std::to_string(trainer_->stepsDone() + 1) + " on: " + text.str() + ".");
}

void TrainingRun::record(const StepResult& result) {
    lastLoss_ = result.loss;
    ScalarValues values{{"loss", result.loss}, {"lr", result.learning_rate}, {"grad_norm", result.gradient_norm}};
    if (!std::isfinite(result.gradient_norm)) values.pop_back();  // a skipped step of float16
    if (options_.mixed_precision == "fp16") values.emplace_back("loss_scale", result.loss_scale);
    imagesSinceSpeed_ += options_.batch_size * options_.gradient_accumulation;
    if (const double seconds = sinceSpeed_.seconds(); seconds > 1.0) {
        values.emplace_back("images_per_second", static_cast<double>(imagesSinceSpeed_) / seconds);
        values.emplace_back("memory_mib", static_cast<double>(residentBytes() >> 20));
        sinceSpeed_ = Stopwatch();
        imagesSinceSpeed_ = 0;
    }
    files_->scalars(trainer_->stepsDone(), values);
    recorder_.scalars(trainer_->stepsDone(), std::move(values));
    recorder_.progress("train", trainer_->stepsDone(), options_.max_steps);
}

void TrainingRun::measureValidation() {
    if (validation_.buckets.empty() || validatedAt_ == trainer_->stepsDone()) return;
    notes_.validation_loss = trainer_->validationLoss(validation_);
    validatedAt_ = trainer_->stepsDone();
    const ScalarValues values{{"validation_loss", notes_.validation_loss}};
    files_->scalars(validatedAt_, values);
    recorder_.scalars(validatedAt_, values);
}

void TrainingRun::loop() {
    if (trainer_->stepsDone() == 0) {
        measureValidation();
        if (options_.sample_every > 0) drawSamples();
    }
    sinceSpeed_ = Stopwatch();
    Wishes wishes;
    try {
        while (trainer_->stepsDone() < options_.max_steps && !wishes.stop) oneStep(wishes);
    } catch (const Error& e) {
        files_->log("halt", trainer_->stepsDone(), {{"reason", e.what()}});
        throw;
    } catch (const Cancelled&) {
        files_->log("stop", trainer_->stepsDone());
        throw;
    }
    const bool finished = trainer_->stepsDone() == options_.max_steps;
    files_->log(finished ? "end" : "stop", trainer_->stepsDone(), {{"peak_memory_bytes", peakResidentBytes()}});
    if (!finished) throw Cancelled{};
}

void TrainingRun::oneStep(Wishes& wishes) {
    const auto result = trainer_->step([this] { recorder_.pausePoint(); });
    record(result);
    wishes = takeWishes();
    const bool last = trainer_->stepsDone() == options_.max_steps;
    if (due(options_.validation_every) || last) measureValidation();
    if (wishes.save || wishes.stop || last || due(options_.save_every)) save();
    if (wishes.sample && stripPrompts(options_).empty())
        context_.say("There is nothing to draw: the run has no sample prompts (option 'sample_prompts').",
                     MessageEvent::Level::Warning);
    if (wishes.sample || (options_.sample_every > 0 && (last || due(options_.sample_every)))) drawSamples();
}

void TrainingRun::waitForDisk() {
    const std::int64_t needed = checkpointBytes(*trainer_) + kDiskReserve;
    if (freeBytes_() >= needed) return;
    context_.say("The disk has " + std::to_string(freeBytes_() >> 20) + " MiB left and the next checkpoint needs " +
                     std::to_string(needed >> 20) + " MiB. The run waits until there is room.",
                 MessageEvent::Level::Warning);
    files_->log("disk_full", trainer_->stepsDone(), {{"needed_bytes", needed}});
    recorder_.flush();
    project_.runs().setState(run_.id, "paused");
    context_.emitEvent(RunEvent{run_.id, run_.name, "paused"});
    while (freeBytes_() < needed) {
        if (context_.control().cancelRequested()) throw Cancelled{};
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    project_.runs().setState(run_.id, "running");
    context_.emitEvent(RunEvent{run_.id, run_.name, "running"});
}

void TrainingRun::save() {
    // The number beside a checkpoint is that of its own weights.
    if (options_.validation_every == 0 || options_.keep_best) measureValidation();
    CheckpointNotes notes = notes_;
    if (validatedAt_ != trainer_->stepsDone()) notes.validation_loss = std::numeric_limits<double>::quiet_NaN();
    waitForDisk();
    const auto target = folder_ / checkpointName(trainer_->stepsDone());
    recorder_.flush();
    writeCheckpoint(target, *trainer_, options_.model, recorded_, notes);
    CheckpointRecord record;
    record.run = run_.id;
    record.step = trainer_->stepsDone();
    record.path = project_.relative(target);
    project_.checkpoints().add(record);
    pruneCheckpoints(folder_, CheckpointsKept{options_.keep_checkpoints, options_.keep_every, options_.keep_best});
    for (const auto& old : project_.checkpoints().list(run_.id))
        if (!fs::exists(project_.resolve(old.path))) project_.checkpoints().remove(old.id);
    files_->log("save", trainer_->stepsDone(), {{"checkpoint", target.filename().string()}});
    files_->writeCsv(project_, run_.id);
    checkpoint_ = target.string();
}

}  // namespace recap
