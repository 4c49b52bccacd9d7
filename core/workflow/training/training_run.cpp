// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/training_run_internal.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "workflow/models/base_model.h"
#include "workflow/training/joint_training_internal.h"
#include "workflow/training/run_provenance.h"
#include "workflow/training/train_job.h"

#include <chrono>
#include <cmath>
#include <limits>
#include <sstream>
#include <thread>

namespace fs = std::filesystem;

namespace recap {
namespace {

constexpr std::int64_t kDiskReserve = 64 << 20;  // left for the database, samples and logs

std::int64_t freeBytesAt(const fs::path& folder) {
    std::error_code error;
    const auto space = fs::space(folder, error);
    return error ? std::numeric_limits<std::int64_t>::max() : static_cast<std::int64_t>(space.available);
}

}  // namespace

TrainingRun::TrainingRun(Project& project, const RunRecord& run, const TrainRequest& request, JobContext& context,
                         RunRecorder& recorder)
    : project_(project),
      run_(run),
      options_(request.options),
      recorded_(request.options),
      freeBytes_(request.free_bytes),
      seconds_(request.seconds),
      replicas_(request.replicas),
      context_(context),
      recorder_(recorder),
      folder_(project.runDirectory(run.id)) {
    if (!freeBytes_) freeBytes_ = [folder = folder_] { return freeBytesAt(folder); };
    if (!seconds_) seconds_ = [watch = Stopwatch()] { return watch.seconds(); };
}

void TrainingRun::prepare() {
    // `recorded_` keeps what was asked for; everything below works with a folder.
    options_.model = baseModelFolder(project_, options_.model, context_).string();
    const fs::path model = options_.model, newest = newestCheckpoint(folder_);
    // Said before minutes are spent on loading; a damaged checkpoint is refused here as well.
    if (!newest.empty()) {
        const auto info = inspectCheckpoint(newest);
        context_.say(message("Continues from step %1 and restores %2.", info.step, listOf(info.restores)));
    }
    removeUnfinishedCheckpoints(folder_);
    const auto share = replicas_ ? Share{replicas_->rank(), replicas_->world()} : Share{};
    auto setup = buildTrainer(project_, replicas_ ? ownOptions(options_, *replicas_) : options_, context_, share);
    trainer_ = std::move(setup.trainer);
    validation_ = std::move(setup.validation);
    const Json provenance = rememberProvenance(setup, newest.empty());
    if (!newest.empty()) continueFrom(newest);
    if (replicas_) meetFollowers(newest);
    files_ = std::make_unique<RunFiles>(folder_, options_.tensorboard, trainer_->stepsDone());
    files_->log(newest.empty() ? "start" : "resume", trainer_->stepsDone(),
                newest.empty()
                    ? Json{{"options", optionsToJson(recorded_)}, {"processes", processes()}, {"with", provenance}}
                    : Json{{"checkpoint", newest.string()}, {"processes", processes()}, {"with", provenance}});
}

// The run's row keeps what its first step met; what it goes on with stands in its log.
Json TrainingRun::rememberProvenance(const TrainerSetup& setup, bool begins) {
    const Json now = runProvenance(trainer_->device().str(), setup.data_digest, setup.images);
    if (begins) {
        Json all = run_.provenance;
        all.update(now);
        project_.runs().setProvenance(run_.id, all);
    } else if (const auto before = recordedData(run_); !before.empty() && before != setup.data_digest) {
        context_.say(message("The images or captions of this run have changed since it started (data %1 then, %2 now): "
                             "from now on it learns from the current ones.",
                             before, setup.data_digest),
                     MessageEvent::Level::Warning);
    }
    return now;
}

void TrainingRun::meetFollowers(const fs::path& checkpoint) {
    sayStart(*replicas_, {run_.id, checkpoint.empty() ? -1 : trainer_->stepsDone()});
    together([&] { trainer_->join(replicas_); });
}

void TrainingRun::continueFrom(const fs::path& checkpoint) {
    const auto info = readCheckpoint(checkpoint, *trainer_, recorded_);
    for (const auto& item : info.live.items())
        if (item.value().is_number() && applyOption(item.key(), item.value().get<double>()))
            notes_.live[item.key()] = item.value();
    const auto before = info.live.value("processes", std::int64_t{1});
    if (before != processes())
        context_.say(message("The run was trained by %1 processes and continues with %2: from now on it sees batches "
                             "of a different size.",
                             before, processes()),
                     MessageEvent::Level::Warning);
    notes_.validation_loss = info.validation_loss;
    validatedAt_ = std::isfinite(info.validation_loss) ? info.step : -1;
    project_.runs().removeScalarsAfter(run_.id, trainer_->stepsDone());
    listCheckpoint(checkpoint);
}

// Also of a checkpoint that is continued: a program that ends between the file and the row leaves the file alone.
void TrainingRun::listCheckpoint(const fs::path& folder) {
    CheckpointRecord record;
    record.run = run_.id;
    record.step = trainer_->stepsDone();
    record.path = project_.relative(folder);
    project_.checkpoints().add(record);
    checkpoint_ = folder.string();
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
    if (!setLiveOption(options_, name, value)) return false;
    if (name == "learning_rate") trainer_->setLearningRate(value);
    return true;
}

void TrainingRun::setOption(const std::string& name, double value) {
    std::ostringstream text;
    text << name << " = " << value;
    if (!applyOption(name, value))
        return context_.say(
            message("A training run in progress cannot change %1; %2 can be changed, within their ranges.", text.str(),
                    liveOptions(options_)),
            MessageEvent::Level::Warning);
    notes_.live[name] = value;
    files_->log("option", trainer_->stepsDone(), {{"name", name}, {"value", value}});
    context_.say(message("From step %1 on: %2.", trainer_->stepsDone() + 1, text.str()));
}

void TrainingRun::record(const StepResult& result) {
    lastLoss_ = result.loss;
    ScalarValues values{{"loss", result.loss}, {"lr", result.learning_rate}, {"grad_norm", result.gradient_norm}};
    if (!std::isfinite(result.gradient_norm)) values.pop_back();  // a skipped step of float16
    if (options_.mixed_precision == "fp16") values.emplace_back("loss_scale", result.loss_scale);
    imagesSinceSpeed_ += options_.batch_size * options_.gradient_accumulation * processes();
    if (stepSeconds_ > 1.0) {
        values.emplace_back("images_per_second", static_cast<double>(imagesSinceSpeed_) / stepSeconds_);
        values.emplace_back("memory_mib", static_cast<double>(residentBytes() >> 20));
        stepSeconds_ = 0;
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
    if (trainer_->stepsDone() == 0) measureValidation();
    // A checkpoint is written before its pictures: a program that ended between the two still owes them.
    if (stripDue() && stripMissing()) drawSamples();
    Wishes wishes;
    try {
        while (trainer_->stepsDone() < options_.max_steps && !wishes.stop) oneStep(wishes);
    } catch (const Error& e) {
        // Divergence was met by all of them at once, a lost connection by those that are left.
        if (e.code() != ErrorCode::Diverged && e.code() != ErrorCode::Internal) releaseFollowers();
        files_->log("halt", trainer_->stepsDone(), {{"reason", e.what()}});
        throw;
    } catch (const Cancelled&) {
        releaseFollowers();
        files_->log("stop", trainer_->stepsDone());
        throw;
    }
    releaseFollowers();
    const bool finished = trainer_->stepsDone() == options_.max_steps;
    files_->log(finished ? "end" : "stop", trainer_->stepsDone(), {{"peak_memory_bytes", peakResidentBytes()}});
    if (!finished) throw Cancelled{};
}

void TrainingRun::oneStep(Wishes& wishes) {
    // The speed is that of steps: pictures, validation, checkpoints and pauses between and within them do not count.
    const double begin = seconds_();
    double paused = 0;
    const auto pausePoint = [&] {
        const double since = seconds_();
        recorder_.pausePoint();
        paused += seconds_() - since;
    };
    const auto result = replicas_ ? jointStep() : trainer_->step(pausePoint);
    stepSeconds_ += seconds_() - begin - paused;
    record(result);
    wishes = takeWishes();
    const bool last = trainer_->stepsDone() == options_.max_steps;
    if (due(options_.validation_every) || last) measureValidation();
    if (wishes.save || wishes.stop || last || due(options_.save_every)) save();
    if (wishes.sample && stripPrompts(options_).empty())
        context_.say(message("There is nothing to generate: the run has no sample prompts (option 'sample_prompts')."),
                     MessageEvent::Level::Warning);
    if (wishes.sample || stripDue()) drawSamples();
}

// The others do what rank 0 says before each step, so a wish is obeyed by all at the same one.
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

void TrainingRun::releaseFollowers() {
    if (replicas_) sayOrder(*replicas_, {JointOrder::Kind::Stop});
}

void TrainingRun::waitForDisk() {
    const std::int64_t needed = checkpointBytes(*trainer_) + kDiskReserve;
    if (freeBytes_() >= needed) return;
    context_.say(
        message(
            "The disk has %1 MiB left and the next checkpoint needs %2 MiB. The run waits until there is enough space.",
            freeBytes_() >> 20, needed >> 20),
        MessageEvent::Level::Warning);
    files_->log("disk_full", trainer_->stepsDone(), {{"needed_bytes", needed}});
    recorder_.flush();
    project_.runs().setState(run_.id, RunState::Paused);
    context_.emitEvent(RunEvent{run_.id, run_.name, RunState::Paused});
    while (freeBytes_() < needed) {
        if (context_.control().cancelRequested()) throw Cancelled{};
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    project_.runs().setState(run_.id, RunState::Running);
    context_.emitEvent(RunEvent{run_.id, run_.name, RunState::Running});
}

void TrainingRun::save() {
    // The number beside a checkpoint is that of its own weights.
    if (options_.validation_every == 0 || options_.keep_best) measureValidation();
    CheckpointNotes notes = notes_;
    if (processes() > 1) notes.live["processes"] = processes();
    if (validatedAt_ != trainer_->stepsDone()) notes.validation_loss = std::numeric_limits<double>::quiet_NaN();
    waitForDisk();
    const auto target = folder_ / checkpointName(trainer_->stepsDone());
    recorder_.flush();
    writeCheckpoint(target, *trainer_, options_.model, recorded_, notes);
    listCheckpoint(target);
    pruneCheckpoints(folder_, CheckpointsKept{options_.keep_checkpoints, options_.keep_every, options_.keep_best});
    for (const auto& old : project_.checkpoints().list(run_.id))
        if (!fs::exists(project_.resolve(old.path))) project_.checkpoints().remove(old.id);
    files_->log("save", trainer_->stepsDone(), {{"checkpoint", target.filename().string()}});
    files_->writeCsv(project_, run_.id);
}

}  // namespace recap
