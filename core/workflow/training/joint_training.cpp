// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/training/joint_training.h"

#include "train/checkpoint.h"
#include "train/process_group.h"
#include "workflow/models/base_model.h"
#include "workflow/project/threads.h"
#include "workflow/training/joint_training_internal.h"
#include "workflow/training/trainer_setup_internal.h"

#include <torch/cuda.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

namespace recap {
namespace {

constexpr const char* kStartSetting = "joint_training_start";

// Two numbers from rank 0 to everybody.
std::pair<double, double> shared(Replicas& replicas, double first, double second) {
    const auto message = torch::tensor({first, second}, torch::kFloat64);
    together([&] { replicas.broadcast({message}); });
    return {message[0].item<double>(), message[1].item<double>()};
}

std::int64_t threadsHere() {
    // torchrun sets it; its user knows how many processes a machine has.
    if (const char* text = std::getenv("OMP_NUM_THREADS"); text != nullptr && std::atoi(text) > 0)
        return std::atoi(text);
    const char* local = std::getenv("LOCAL_WORLD_SIZE");
    const auto processes = std::max(1, local != nullptr ? std::atoi(local) : 1);
    return std::max<std::int64_t>(1, static_cast<std::int64_t>(std::thread::hardware_concurrency()) / processes);
}

}  // namespace

void sayStart(Replicas& replicas, const JointStart& start) {
    shared(replicas, static_cast<double>(start.run.value), static_cast<double>(start.checkpoint));
}

JointStart hearStart(Replicas& replicas) {
    const auto [run, checkpoint] = shared(replicas, 0, 0);
    return {RunId{static_cast<std::int64_t>(run)}, static_cast<std::int64_t>(checkpoint)};
}

void sayOrder(Replicas& replicas, const JointOrder& order) {
    shared(replicas, static_cast<double>(order.kind), order.learning_rate);
}

JointOrder hearOrder(Replicas& replicas) {
    const auto [kind, rate] = shared(replicas, 0, 0);
    return {static_cast<JointOrder::Kind>(static_cast<int>(kind)), rate};
}

DiffusionTrainOptions ownOptions(DiffusionTrainOptions options, const Replicas& replicas) {
    const bool anyGpu = options.device == "auto" || options.device == "cuda";
    if (anyGpu && torch::cuda::is_available())
        options.device = std::string("cuda:").append(std::to_string(replicas.localRank()));
    if (options.threads == 0) options.threads = threadsHere();
    return options;
}

void connectionLost(const std::string& reason) {
    throw Error(ErrorCode::Internal,
                message("Another process of this training has ended or cannot be reached (%1). torchrun restarts all "
                        "of them; without it, continue with 'recap train --resume'.",
                        reason.substr(0, reason.find('\n'))));
}

std::shared_ptr<Replicas> meetOtherProcesses() {
    const auto place = placeFromEnvironment();
    return place.world > 1 ? joinProcesses(place) : nullptr;
}

bool isFirstProcess(const Replicas& replicas) {
    return replicas.writes();
}

std::shared_ptr<Project> openTogether(Replicas& replicas, const std::filesystem::path& path) {
    std::shared_ptr<Project> project;
    if (replicas.writes()) {
        project = Project::open(path);
        project->requireWritable();
        if (placeFromEnvironment().restarts == 0) project->settings().remove(kStartSetting);
    }
    together([&] { replicas.barrier(); });
    return project ? project : Project::open(path);
}

RunId runBeforeRestart(Project& project) {
    if (placeFromEnvironment().restarts == 0) return {};
    const auto noted = project.settings().get(kStartSetting);
    const Json start = noted ? parseJson(*noted, kStartSetting) : Json::object();
    return RunId{start.value("run", std::int64_t{0})};
}

void rememberStart(Project& project, RunId run) {
    project.settings().set(kStartSetting, Json{{"run", run.value}}.dump());
}

FollowTrainJob::FollowTrainJob(std::shared_ptr<Project> project, std::shared_ptr<Replicas> replicas)
    : project_(std::move(project)), replicas_(std::move(replicas)) {}

void FollowTrainJob::run(JobContext& context) {
    const auto start = hearStart(*replicas_);
    run_ = start.run;
    const auto record = project_->runs().get(start.run);
    if (!record)
        throw Error(ErrorCode::NotFound, message("The run of rank 0 is not in the project that this process sees."));
    DiffusionTrainOptions recorded;
    optionsFromJson(record->config, recorded, "run '" + record->name + "'");
    auto options = ownOptions(recorded, *replicas_);
    options.model = baseModelFolder(*project_, options.model, context).string();
    const ComputeThreads threads(options.threads);
    const auto setup = buildTrainer(*project_, options, context, {replicas_->rank(), replicas_->world()});
    auto& trainer = *setup.trainer;
    if (start.checkpoint >= 0)
        readCheckpoint(project_->runDirectory(run_) / checkpointName(start.checkpoint), trainer, recorded);
    together([&] { trainer.join(replicas_); });
    // Commands, a stop among them, come from rank 0 alone: a process that left by itself would fail all others.
    for (auto order = hearOrder(*replicas_); order.kind != JointOrder::Kind::Stop; order = hearOrder(*replicas_)) {
        if (order.kind == JointOrder::Kind::Wait) continue;
        trainer.setLearningRate(order.learning_rate);
        together([&] { trainer.step(); });
        lastStep_ = trainer.stepsDone();
        context.report({"train", lastStep_, options.max_steps});
    }
}

}  // namespace recap
