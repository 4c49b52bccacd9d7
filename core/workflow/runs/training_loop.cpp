// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/runs/training_loop.h"

#include "train/replicas.h"
#include "workflow/runs/joint_orders.h"
#include "workflow/runs/run_provenance.h"

#include <chrono>
#include <cmath>
#include <limits>
#include <sstream>
#include <thread>
#include <utility>

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

TrainingLoop::TrainingLoop(Project& project, const RunRecord& run, JobContext& context, RunRecorder& recorder,
                           std::string stage, LoopMachine machine)
    : project_(project),
      run_(run),
      context_(context),
      recorder_(recorder),
      folder_(project.runDirectory(run.id)),
      stage_(std::move(stage)),
      machine_(std::move(machine)) {
    if (!machine_.free_bytes) machine_.free_bytes = [folder = folder_] { return freeBytesAt(folder); };
    if (!machine_.seconds) machine_.seconds = [watch = Stopwatch()] { return watch.seconds(); };
}

TrainingLoop::~TrainingLoop() = default;

fs::path TrainingLoop::meetCheckpoint() {
    const fs::path newest = newestCheckpoint(folder_);
    // Said before minutes are spent on loading; a damaged checkpoint is refused here as well.
    if (!newest.empty()) {
        const auto saved = inspectCheckpointFolder(newest);
        context_.say(message("Continues from step %1 and restores %2.", saved.step, listOf(saved.restores)));
    }
    removeUnfinishedCheckpoints(folder_);
    return newest;
}

Json TrainingLoop::rememberProvenance(const std::string& device, const std::string& digest, std::int64_t images,
                                      bool begins) {
    const Json now = runProvenance(device, digest, images);
    if (begins) {
        Json all = run_.provenance;
        all.update(now);
        project_.runs().setProvenance(run_.id, all);
    } else if (const auto before = recordedData(run_); !before.empty() && before != digest) {
        context_.say(message("The images or captions of this run have changed since it started (data %1 then, %2 now): "
                             "from now on it learns from the current ones.",
                             before, digest),
                     MessageEvent::Level::Warning);
    }
    return now;
}

void TrainingLoop::continued(const fs::path& checkpoint, const SavedState& saved) {
    for (const auto& item : saved.live.items())
        if (item.value().is_number() && applyOption(item.key(), item.value().get<double>()))
            notes_.live[item.key()] = item.value();
    notes_.validation_loss = saved.validation_loss;
    notes_.rank = saved.rank;
    validatedAt_ = std::isfinite(saved.validation_loss) ? saved.step : -1;
    project_.runs().removeScalarsAfter(run_.id, stepsDone());
    listCheckpoint(checkpoint);
    const auto before = saved.live.value("processes", std::int64_t{1});
    if (before != processes())
        context_.say(message("The run was trained by %1 processes and continues with %2: from now on it sees batches "
                             "of a different size.",
                             before, processes()),
                     MessageEvent::Level::Warning);
}

std::int64_t TrainingLoop::processes() const {
    return machine_.replicas ? machine_.replicas->world() : 1;
}

void TrainingLoop::meetFollowers(const fs::path& checkpoint, const std::function<void()>& join) {
    if (!machine_.replicas) return;
    sayStart(*machine_.replicas, {run_.id, checkpoint.empty() ? -1 : stepsDone()});
    together(join);
}

void TrainingLoop::openFiles(bool tensorboard, const fs::path& checkpoint, const Json& start) {
    files_ = std::make_unique<RunFiles>(folder_, tensorboard, stepsDone());
    Json details = checkpoint.empty() ? Json::object() : Json{{"checkpoint", checkpoint.string()}};
    details["processes"] = processes();
    details.update(start);
    files_->log(checkpoint.empty() ? "start" : "resume", stepsDone(), details);
}

// Also of a checkpoint that is continued: a program that ends between the file and the row leaves the file alone.
void TrainingLoop::listCheckpoint(const fs::path& folder) {
    CheckpointRecord record;
    record.run = run_.id;
    record.step = stepsDone();
    record.path = project_.relative(folder);
    project_.checkpoints().add(record);
    checkpoint_ = folder.string();
}

TrainingLoop::Asked TrainingLoop::takeCommands() {
    Asked asked;
    for (const auto& command : context_.control().takeCommands()) {
        asked.save = asked.save || command.kind == Command::Kind::SaveNow;
        asked.sample = asked.sample || command.kind == Command::Kind::SampleNow;
        asked.stop = asked.stop || command.kind == Command::Kind::StopAfterSaving;
        if (command.kind == Command::Kind::SetOption) setOption(command.name, command.value);
    }
    return asked;
}

void TrainingLoop::setOption(const std::string& name, double value) {
    std::ostringstream text;
    text << name << " = " << value;
    if (!applyOption(name, value))
        return context_.say(
            message("A training run in progress cannot change %1; %2 can be changed, within their ranges.", text.str(),
                    changeableOptions()),
            MessageEvent::Level::Warning);
    notes_.live[name] = value;
    files_->log("option", stepsDone(), {{"name", name}, {"value", value}});
    context_.say(message("From step %1 on: %2.", stepsDone() + 1, text.str()));
}

void TrainingLoop::record(const StepResult& result) {
    const auto options = loopOptions();
    lastLoss_ = result.loss;
    ScalarValues values{{"loss", result.loss}, {"lr", result.learning_rate}, {"grad_norm", result.gradient_norm}};
    if (!std::isfinite(result.gradient_norm)) values.pop_back();  // a skipped step of float16
    for (auto& value : furtherScalars(result)) values.push_back(std::move(value));
    if (options.loss_scale) values.emplace_back("loss_scale", result.loss_scale);
    imagesSinceSpeed_ += options.images_per_step;
    if (stepSeconds_ > 1.0) {
        values.emplace_back("images_per_second", static_cast<double>(imagesSinceSpeed_) / stepSeconds_);
        values.emplace_back("memory_mib", static_cast<double>(residentBytes() >> 20));
        stepSeconds_ = 0;
        imagesSinceSpeed_ = 0;
    }
    files_->scalars(stepsDone(), values);
    recorder_.scalars(stepsDone(), std::move(values));
    recorder_.progress(stage_, stepsDone(), options.max_steps);
}

void TrainingLoop::measureValidation() {
    if (validatedAt_ == stepsDone()) return;
    auto values = validate();
    if (values.empty()) return;
    notes_.validation_loss = values.front().second;
    validatedAt_ = stepsDone();
    files_->scalars(validatedAt_, values);
    recorder_.scalars(validatedAt_, std::move(values));
}

void TrainingLoop::loop() {
    Asked asked;
    try {
        if (stepsDone() == 0) measureValidation();
        while (stepsDone() < loopOptions().max_steps && !asked.stop && !endsEarly()) oneStep(asked);
    } catch (const Error& e) {
        dismissFollowers(&e);
        files_->log("halt", stepsDone(), {{"reason", e.what()}});
        throw;
    } catch (const Cancelled&) {
        dismissFollowers(nullptr);
        files_->log("stop", stepsDone());
        throw;
    }
    dismissFollowers(nullptr);
    const bool finished = stepsDone() == loopOptions().max_steps || endsEarly();
    files_->log(finished ? "end" : "stop", stepsDone(), {{"peak_memory_bytes", peakResidentBytes()}});
    if (!finished) throw Cancelled{};
}

void TrainingLoop::oneStep(Asked& asked) {
    // The speed is that of steps: pictures, validation, checkpoints and pauses between and within them do not count.
    const double begin = machine_.seconds();
    double paused = 0;
    const auto pausePoint = [&] {
        const double since = machine_.seconds();
        replicas() ? orderStep() : recorder_.pausePoint();
        paused += machine_.seconds() - since;
    };
    // Processes that train together stop between two steps, all at the same one.
    if (replicas()) pausePoint();
    const auto result = replicas() ? together([&] { return step({}); }) : step(pausePoint);
    stepSeconds_ += machine_.seconds() - begin - paused;
    record(result);
    asked = takeCommands();
    const auto options = loopOptions();
    const bool last = stepsDone() == options.max_steps;
    if (due(options.validation_every) || last) measureValidation();
    if (asked.save || asked.stop || last || endsEarly() || due(options.save_every)) save();
    drawSamples(asked.sample);
}

void TrainingLoop::orderStep() {
    auto& control = context_.control();
    const bool waits = control.paused();
    if (waits) recorder_.showPaused(true);
    while (control.paused() && !control.cancelRequested()) {
        sayOrder(*replicas(), {JointOrder::Kind::Wait});
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    if (control.cancelRequested()) throw Cancelled{};
    if (waits) recorder_.showPaused(false);
    sayOrder(*replicas(), {JointOrder::Kind::Step, learningRate()});
}

void TrainingLoop::dismissFollowers(const Error* error) {
    // Divergence was met by all of them at once, a lost connection by those that are left.
    const bool known =
        error != nullptr && (error->code() == ErrorCode::Diverged || error->code() == ErrorCode::Internal);
    if (replicas() && !known) sayOrder(*replicas(), {JointOrder::Kind::Stop});
}

void TrainingLoop::waitForDisk() {
    const std::int64_t needed = checkpointBytes() + kDiskReserve;
    if (machine_.free_bytes() >= needed) return;
    context_.say(
        message(
            "The disk has %1 MiB left and the next checkpoint needs %2 MiB. The run waits until there is enough space.",
            machine_.free_bytes() >> 20, needed >> 20),
        MessageEvent::Level::Warning);
    files_->log("disk_full", stepsDone(), {{"needed_bytes", needed}});
    recorder_.flush();
    project_.runs().setState(run_.id, RunState::Paused);
    context_.emitEvent(RunEvent{run_.id, run_.name, RunState::Paused});
    while (machine_.free_bytes() < needed) {
        if (context_.control().cancelRequested()) throw Cancelled{};
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    project_.runs().setState(run_.id, RunState::Running);
    context_.emitEvent(RunEvent{run_.id, run_.name, RunState::Running});
}

void TrainingLoop::save() {
    const auto options = loopOptions();
    // The number beside a checkpoint is that of its own weights.
    if (options.validation_every == 0 || options.keep_best) measureValidation();
    CheckpointNotes notes = notes_;
    if (processes() > 1) notes.live["processes"] = processes();
    if (validatedAt_ != stepsDone()) notes.validation_loss = notes.rank = std::numeric_limits<double>::quiet_NaN();
    waitForDisk();
    const auto target = folder_ / checkpointName(stepsDone());
    recorder_.flush();
    writeCheckpoint(target, notes);
    listCheckpoint(target);
    pruneCheckpoints(folder_, CheckpointsKept{options.keep_checkpoints, options.keep_every, options.keep_best});
    for (const auto& old : project_.checkpoints().list(run_.id))
        if (!fs::exists(project_.resolve(old.path))) project_.checkpoints().remove(old.id);
    files_->log("save", stepsDone(), {{"checkpoint", target.filename().string()}});
    files_->writeCsv(project_, run_.id);
}

}  // namespace recap
