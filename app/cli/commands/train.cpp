// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/option_flags.h"
#include "cli/project_access.h"
#include "cli/wording.h"
#include "workflow/project/project_sharing.h"
#include "workflow/queue/queued_run.h"
#include "workflow/queue/run_kinds.h"
#include "workflow/runs/joint_run.h"
#include "workflow/runs/run_recorder.h"
#include "workflow/runs/run_watch.h"
#include "workflow/training/follow_train_job.h"
#include "workflow/training/train_job.h"
#include "workflow/training/train_preflight.h"

#include <chrono>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

namespace recap::cli {
namespace {

struct Arguments {
    std::string project, config, name, resume;
    bool dry_run = false, print_options = false, detach = false, wait = false, queue = false;
    std::unique_ptr<OptionFlags> flags;
};

std::string timeText(double seconds) {
    const auto whole = static_cast<std::int64_t>(seconds + 0.5);
    if (whole < 120) return counted(whole, "second");
    if (whole < 7200) return counted(whole / 60, "minute");
    return counted(whole / 3600, "hour") + " " + counted(whole % 3600 / 60, "minute");
}

std::string sizeText(std::int64_t bytes) {
    const double mib = static_cast<double>(bytes) / (1 << 20);
    const std::string text = std::to_string(mib >= 1024 ? mib / 1024 : mib);
    return text.substr(0, text.find('.') + 2) + (mib >= 1024 ? " GiB" : " MiB");
}

void printOptions(ConsoleContext& console) {
    const auto fields = listFields(DiffusionTrainOptions{});
    console.print(optionsAsText(fields));
    console.result({{"options", optionsAsJson(fields)}});
}

// Options of the file, then those of the command line.
DiffusionTrainOptions readOptions(const Arguments& arguments, const CommonOptions& common) {
    DiffusionTrainOptions options;
    if (!arguments.config.empty()) optionsFromJson(readJsonFile(arguments.config), options, arguments.config);
    optionsFromJson(arguments.flags->given(common), options, "the command line");
    std::string problems;
    for (const auto& problem : validate(options))
        problems += (problems.empty() ? "" : "; ") + problem.field + " " + problem.message.english();
    if (!problems.empty()) throw UsageError("Wrong options: " + problems + ".");
    return options;
}

Json branchJson(const std::optional<BranchPoint>& branch) {
    if (!branch) return nullptr;
    return {{"run", branch->run.value}, {"name", branch->name}, {"step", branch->step}};
}

void dryRun(ConsoleContext& console, const TrainPreflight& plan) {
    console.print(counted(plan.steps, "step") + " on " + counted(plan.images, "image") + " (" +
                  std::to_string(plan.without_caption) + " without a caption, " + counted(plan.over_limit, "caption") +
                  " over the token limit, " + std::to_string(plan.new_latents) + " to be encoded first).");
    console.print("About " + sizeText(plan.memory_bytes) + " of memory and " + sizeText(plan.disk_bytes) + " of disk" +
                  (plan.seconds > 0 ? ", " + timeText(plan.seconds) + "." : "."));
    if (plan.branch)
        console.print("Starts with the weights of step " + std::to_string(plan.branch->step) + " of run '" +
                      plan.branch->name +
                      "'; optimiser, learning-rate schedule and step count start from the beginning.");
    if (plan.data_changed)
        console.print(
            "The images or captions of this run have changed since it started: it continues with the current ones.");
    for (const auto& thing : plan.restores) console.print("Restores " + thing.english() + ".");
    for (const auto& problem : plan.problems) console.print("Problem: " + problem.english());
    console.result({{"steps", plan.steps},
                    {"images", plan.images},
                    {"seconds", plan.seconds},
                    {"memory_bytes", plan.memory_bytes},
                    {"memory_measured", plan.memory_measured},
                    {"disk_bytes", plan.disk_bytes},
                    {"new_latents", plan.new_latents},
                    {"data", plan.data},
                    {"data_changed", plan.data_changed},
                    {"branch", branchJson(plan.branch)},
                    {"restores", englishOf(plan.restores)},
                    {"problems", englishOf(plan.problems)}});
}

// The request as the command line says it.
TrainRequest requestFrom(const Arguments& arguments, ConsoleContext& console, Project& project) {
    TrainRequest request;
    request.name = arguments.name;
    if (!arguments.resume.empty()) {
        arguments.flags->requireNone("--resume continues a run with its own options");
        request.resume = requireRun(project, arguments.resume).id;
        return request;
    }
    request.options = readOptions(arguments, console.options());
    if (request.options.model.empty())
        throw UsageError("The base model is missing: give --model, or \"model\" in the configuration.");
    return request;
}

void report(ConsoleContext& console, const TrainJob& job) {
    console.print("Run " + std::to_string(job.runId().value) + " ended at step " + std::to_string(job.lastStep()) +
                  ", loss " + std::to_string(job.lastLoss()) + ": " + job.checkpoint());
    console.result({{"run", job.runId().value},
                    {"step", job.lastStep()},
                    {"loss", job.lastLoss()},
                    {"checkpoint", job.checkpoint()}});
}

// The same of a run of any kind, by its rows.
void report(ConsoleContext& console, Project& project, RunId id) {
    const auto run = project.runs().get(id);
    const auto checkpoint = project.checkpoints().latest(id);
    const std::string folder = checkpoint ? project.resolve(checkpoint->path).string() : std::string();
    console.print("Run " + std::to_string(id.value) + " ended at step " + std::to_string(run->step) + ": " + folder);
    console.result({{"run", id.value}, {"step", run->step}, {"checkpoint", folder}});
}

// One of several processes that torchrun has started.
void trainTogether(const Arguments& arguments, ConsoleContext& console, std::shared_ptr<Replicas> replicas) {
    if (arguments.dry_run || arguments.detach)
        throw UsageError("--dry-run and --detach are for one process; start them without torchrun.");
    const auto project = openTogether(*replicas, arguments.project);
    if (!isFirstProcess(*replicas)) {
        FollowTrainJob job(project, std::move(replicas));
        runJob(job, console);
        return console.result({{"run", job.runId().value}, {"step", job.lastStep()}});
    }
    auto request = requestFrom(arguments, console, *project);
    if (const auto before = runBeforeRestart(*project)) request.resume = before;
    request.takes_commands = true;
    request.replicas = std::move(replicas);
    TrainJob job(project, std::move(request));
    runJob(job, console);
    report(console, job);
}

// Leaves the run to a program of its own, which this one does not outlive.
void detach(ConsoleContext& console, std::shared_ptr<Project> project, const TrainRequest& request) {
    project->requireWritable();
    const auto plan = request.resume ? preflightResume(*project, request.resume) : preflight(*project, request.options);
    if (!plan.problems.empty()) throw Error(ErrorCode::InvalidOption, plan.problems.front());
    auto run = request.resume;
    if (!run) run = createTraining(*project, console, request.name, request.options).id;
    detachRun(console, std::move(project), run);
}

void dryRun(ConsoleContext& console, const ResumePlan& plan) {
    for (const auto& thing : plan.restores) console.print("Restores " + thing.english() + ".");
    if (plan.data_changed)
        console.print(
            "The images or captions of this run have changed since it started: it continues with the current ones.");
    for (const auto& problem : plan.problems) console.print("Problem: " + problem.english());
    console.result({{"data_changed", plan.data_changed},
                    {"restores", englishOf(plan.restores)},
                    {"problems", englishOf(plan.problems)}});
}

// The program that has the project open may be about to close it, and the one that trains to end.
std::shared_ptr<Project> openWhenFree(const std::string& path, ConsoleContext& console) {
    while (!isProjectFree(path) || isAnyRunWorkedOn(path)) {
        console.control().pausePoint();
        console.report({"waiting for the project", 0, 0});
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
    return openProject(path, console);
}

// What waits in the project, one after the other, as the window does: a failure and the end of a run hold the queue
// where its rules say so.
void workOff(ConsoleContext& console, const std::shared_ptr<Project>& project, bool failed) {
    for (;;) {
        // The window may have been opened meanwhile; then the queue is there.
        if (!writeAlone(*project))
            return console.say("Another program has the project open; the waiting runs are left to it.");
        auto queue = storedQueue(*project);
        if (queue.runs.empty() || queue.pauses_between || (failed && queue.stops_on_error)) return;
        const QueuedRun next = queue.runs.front();
        queue.runs.erase(queue.runs.begin());
        storeQueue(*project, queue);
        console.say("Starting '" + next.name + "', which waited in the queue.");
        failed = false;
        try {
            const auto job = makeQueuedRun(project, next, true);
            runJob(*job, console);
        } catch (const Cancelled&) {
            throw;
        } catch (const std::exception& e) {
            failed = true;
            console.say("'" + next.name + "': " + e.what(), MessageEvent::Level::Error);
        }
    }
}

// The run that is to be continued, when it trains something else than a diffusion model.
std::optional<RunRecord> otherTraining(const Arguments& arguments, Project& project) {
    if (arguments.resume.empty()) return std::nullopt;
    auto run = requireRun(project, arguments.resume);
    return run.kind == RunKind::Diffusion ? std::nullopt : std::optional(std::move(run));
}

void run(const Arguments& arguments, ConsoleContext& console) {
    if (arguments.print_options) return printOptions(console);
    if (arguments.project.empty()) throw UsageError("The project folder is missing. Try 'recap train --help'.");
    if (auto replicas = meetOtherProcesses()) return trainTogether(arguments, console, std::move(replicas));
    auto project = arguments.wait ? openWhenFree(arguments.project, console) : openProject(arguments.project, console);
    std::unique_ptr<Job> job;
    std::function<void()> tell;
    const auto other = otherTraining(arguments, *project);
    if (other) {
        const auto plan = planResume(*project, *other);
        if (arguments.dry_run) return dryRun(console, plan);
        if (!plan.problems.empty()) throw Error(ErrorCode::InvalidOption, plan.problems.front());
        if (arguments.detach) return detachRun(console, std::move(project), other->id);
        job = makeQueuedRun(project, {other->kind, other->name, {}, other->id}, true);
        tell = [&] { report(console, *project, other->id); };
    } else {
        auto request = requestFrom(arguments, console, *project);
        if (arguments.dry_run)
            return dryRun(console, request.resume ? preflightResume(*project, request.resume, true)
                                                  : preflight(*project, request.options, true));
        if (arguments.detach) return detach(console, std::move(project), request);
        request.takes_commands = true;
        auto training = std::make_unique<TrainJob>(project, std::move(request));
        tell = [&console, &made = *training] { report(console, made); };
        job = std::move(training);
    }
    if (!arguments.queue) {
        runJob(*job, console);
        return tell();
    }
    bool failed = false;
    try {
        runJob(*job, console);
        tell();
    } catch (const JobFailed& e) {
        failed = true;
        console.say(e.what(), MessageEvent::Level::Error);
    }
    workOff(console, project, failed);
}

}  // namespace

void addTrain(CommandTable& table) {
    const auto arguments = std::make_shared<Arguments>();
    auto* train = table.command("train", "Fine-tune a diffusion model on a project's captions",
                                [arguments](ConsoleContext& console) { run(*arguments, console); });
    train->add_option("project", arguments->project, "Project folder");
    train->add_option("--config", arguments->config,
                      "JSON file of options; options on the command line take precedence");
    train->add_option("--out", arguments->name, "Name of the run");
    train->add_option("--resume", arguments->resume, "Continue this run (name or number) from its last checkpoint");
    train->add_flag("--dry-run", arguments->dry_run,
                    "Measure time, memory and disk in a few steps and report them; train nothing");
    train->add_flag(
        "--detach", arguments->detach,
        "Leave the run to a process of its own that continues when this terminal closes; see 'recap runs attach'");
    train->add_flag("--wait", arguments->wait,
                    "Wait until no other program has the project open for writing or trains in it");
    train->add_flag("--queue", arguments->queue, "Then run what waits in the queue of the window");
    train->add_flag("--print-options", arguments->print_options,
                    "List every option with type, default, range and help");
    arguments->flags = std::make_unique<OptionFlags>(*train, listFields(DiffusionTrainOptions{}));
}

}  // namespace recap::cli
