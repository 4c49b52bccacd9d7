// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "cli/commands/caption_curve.h"
#include "cli/commands/caption_quality.h"
#include "cli/commands/caption_server.h"
#include "cli/commands/caption_shards.h"
#include "cli/commands/commands.h"
#include "cli/option_flags.h"
#include "cli/project_access.h"
#include "cli/user_name.h"
#include "cli/wording.h"
#include "workflow/captioning/caption_evaluate_job.h"
#include "workflow/captioning/caption_run_job.h"
#include "workflow/captioning/caption_train_job.h"
#include "workflow/captioning/follow_caption_train_job.h"
#include "workflow/runs/joint_run.h"

#include <memory>

namespace recap::cli {
namespace {

constexpr std::int64_t kClipReads = 75;  // 77 with start and end

struct EditArguments {
    std::string project, key, source, text;
};

void applyEdit(ConsoleContext& console, const EditArguments& arguments, const char* step, CaptionEdit edit) {
    const auto project = openProject(arguments.project, console);
    project->requireWritable();
    const auto image = requireImage(*project, arguments.key);
    edit.image = image.id;
    edit.source = arguments.source;
    const auto captions = project->journal().apply(step, {edit}, userName());
    const auto tokens = project->captions().length(image.id, arguments.source).tokens;
    console.print(image.key + " " + arguments.source + ": version " + std::to_string(captions.front().version) + ", " +
                  std::string(enumName(kCaptionStatusNames, captions.front().status)) +
                  (tokens < 0 ? "" : ", " + counted(tokens, "token")) +
                  (tokens > kClipReads ? ", of which CLIP reads " + std::to_string(kClipReads) : "") + ".");
    console.result({{"key", image.key}, {"version", captions.front().version}, {"tokens", tokens}});
}

void addEdits(CommandTable& table, CLI::App* group) {
    const auto arguments = std::make_shared<EditArguments>();
    const auto common = [arguments](CLI::App* command) {
        command->add_option("project", arguments->project, "Project folder")->required();
        command->add_option("key", arguments->key, "Key of the image, or its first digits")->required();
        command->add_option("--source", arguments->source, "Caption source, e.g. alttext or recap_short")->required();
    };
    auto* set = table.command(group, "set", "Write a caption of an image as a new version, also in a new source",
                              [arguments](ConsoleContext& console) {
                                  CaptionEdit edit;
                                  edit.text = arguments->text;
                                  applyEdit(console, *arguments, "Edit caption", edit);
                              });
    common(set);
    set->add_option("--text", arguments->text, "The new text")->required();
    const auto addStatus = [&](const char* name, const char* help, const char* step, CaptionStatus status) {
        common(table.command(group, name, help, [arguments, step, status](ConsoleContext& console) {
            CaptionEdit edit;
            edit.status = status;
            applyEdit(console, *arguments, step, edit);
        }));
    };
    addStatus("accept", "Mark the current caption as accepted", "Accept caption", CaptionStatus::Accepted);
    addStatus("reject", "Mark the current caption as rejected", "Reject caption", CaptionStatus::Rejected);
}

void detachTraining(ConsoleContext& console, std::shared_ptr<Project> project, const CaptionTrainRequest& request) {
    project->requireWritable();
    auto run = request.resume;
    if (!run) run = createCaptionTraining(*project, console, request.name, request.options).id;
    const auto plan = captionResumePlan(*project, run);
    if (!plan.problems.empty()) throw Error(ErrorCode::InvalidOption, plan.problems.front());
    detachRun(console, std::move(project), run);
}

struct TrainArguments {
    std::string project, name = "captioner", resume;
    bool detach = false;
    std::unique_ptr<OptionFlags> flags;
};

// The request as the command line says it, but for the run that is continued.
CaptionTrainRequest trainRequest(const TrainArguments& arguments, ConsoleContext& console) {
    CaptionTrainRequest request;
    request.name = arguments.name;
    if (!arguments.resume.empty()) {
        arguments.flags->requireNone("--resume continues a run with its own options");
        return request;
    }
    optionsFromJson(arguments.flags->given(console.options()), request.options, "the command line");
    if (request.options.base.empty()) throw UsageError("--base is missing: the folder of the captioner to start from.");
    requireValidFlags(request.options);
    return request;
}

void runTraining(ConsoleContext& console, std::shared_ptr<Project> project, CaptionTrainRequest request) {
    request.takes_commands = true;
    CaptionTrainJob job(std::move(project), std::move(request));
    runJob(job, console);
    Json metrics = Json::object();
    for (const auto& [name, value] : job.metrics()) {
        metrics[name] = value;
        console.print(name + " " + std::to_string(value));
    }
    console.print("Run " + std::to_string(job.runId().value) + ": " + job.checkpoint());
    console.result({{"run", job.runId().value}, {"checkpoint", job.checkpoint()}, {"metrics", metrics}});
}

// One of several processes that torchrun has started.
void trainTogether(const TrainArguments& arguments, ConsoleContext& console, CaptionTrainRequest request,
                   std::shared_ptr<Replicas> replicas) {
    if (arguments.detach) throw UsageError("--detach is for one process; start it without torchrun.");
    const auto project = openTogether(*replicas, arguments.project);
    if (!isFirstProcess(*replicas)) {
        FollowCaptionTrainJob job(project, std::move(replicas));
        runJob(job, console);
        return console.result({{"run", job.runId().value}, {"step", job.lastStep()}});
    }
    if (!arguments.resume.empty()) request.resume = requireRun(*project, arguments.resume).id;
    if (const auto before = runBeforeRestart(*project)) request.resume = before;
    request.replicas = std::move(replicas);
    runTraining(console, project, std::move(request));
}

void train(const TrainArguments& arguments, ConsoleContext& console) {
    auto request = trainRequest(arguments, console);
    if (auto replicas = meetOtherProcesses())
        return trainTogether(arguments, console, std::move(request), std::move(replicas));
    const auto project = openProject(arguments.project, console);
    if (!arguments.resume.empty()) request.resume = requireRun(*project, arguments.resume).id;
    if (arguments.detach) return detachTraining(console, project, request);
    runTraining(console, project, std::move(request));
}

void addTraining(CommandTable& table, CLI::App* group) {
    const auto arguments = std::make_shared<TrainArguments>();
    auto* command = table.command(group, "train", "Fine-tune a captioner on human captions",
                                  [arguments](ConsoleContext& console) { train(*arguments, console); });
    command->add_option("project", arguments->project, "Project folder")->required();
    command->add_option("--out", arguments->name, "Name of the run");
    command->add_option("--resume", arguments->resume, "Continue this run (name or number) from its last checkpoint");
    command->add_flag(
        "--detach", arguments->detach,
        "Leave the run to a process of its own that continues when this terminal closes; see 'recap runs attach'");
    arguments->flags = std::make_unique<OptionFlags>(*command, listFields(CaptionTrainOptions{}));
}

void evaluate(ConsoleContext& console, const std::string& path, const CaptionEvaluateOptions& options) {
    CaptionEvaluateJob job(openProject(path, console), options);
    runJob(job, console);
    Json metrics = Json::object();
    for (const auto& measure : job.measures()) {
        Json row{{"value", measure.value}, {"n", measure.n}};
        std::string line = measure.name + " " + std::to_string(measure.value);
        if (measure.interval) {
            row["low"] = measure.interval->first;
            row["high"] = measure.interval->second;
            line +=
                " [" + std::to_string(measure.interval->first) + ", " + std::to_string(measure.interval->second) + "]";
        }
        console.print(line);
        metrics[measure.name] = std::move(row);
    }
    console.print(job.captioner() + ": " + counted(job.captions(), "caption") + " of " +
                  counted(job.images(), "image") + ".");
    console.result({{"captioner", job.captioner()},
                    {"captions", job.captions()},
                    {"images", job.images()},
                    {"trained_on", job.trainedOn() ? Json(*job.trainedOn()) : Json()},
                    {"metrics", metrics}});
}

void addEvaluate(CommandTable& table, CLI::App* group) {
    struct Arguments {
        std::string project;
        std::unique_ptr<OptionFlags> flags;
    };
    const auto arguments = std::make_shared<Arguments>();
    auto* command = table.command(
        group, "evaluate", "Compare a captioner with human captions", [arguments](ConsoleContext& console) {
            CaptionEvaluateOptions options;
            optionsFromJson(arguments->flags->given(console.options()), options, "the command line");
            if (options.captioner.empty())
                throw UsageError("--captioner is missing: a BLIP folder, or the name of a captioner run.");
            requireValidFlags(options);
            evaluate(console, arguments->project, options);
        });
    command->add_option("project", arguments->project, "Project folder")->required();
    arguments->flags = std::make_unique<OptionFlags>(*command, listFields(CaptionEvaluateOptions{}));
}

void runCaptioner(ConsoleContext& console, const std::string& path, CaptionRunRequest request) {
    CaptionRunJob job(projectFor(path, request.shard.has_value(), console), request);
    runJob(job, console);
    Json skipped = Json::array();
    for (const auto& entry : job.skipped()) {
        skipped.push_back({{"file", entry.file}, {"reason", entry.reason.english()}});
        console.print("skipped " + entry.file + ": " + entry.reason.english());
    }
    const auto& lengths = job.longCaptions();
    const auto& report = job.report();
    if (lengths.over > 0)
        console.print(counted(lengths.over, "caption") + " over 77 tokens: " + std::to_string(lengths.retried) +
                      " fit when written again, " + std::to_string(lengths.truncated) + " truncated, " +
                      std::to_string(lengths.dropped) + " dropped.");
    printFaults(report.faults, console);
    printDecodedAgain(report.decoded_again, console);
    console.print(counted(job.written(), "caption") + " written.");
    Json result{{"run", job.runId().value},     {"written", job.written()},
                {"over_77", lengths.toJson()},  {"skipped", std::move(skipped)},
                {"flagged", report.byReason()}, {"decoded_again", report.decoded_again}};
    if (request.shard) addShard(*request.shard, report, result, console);
    console.result(std::move(result));
}

// An option that has no effect is a mistake in the others.
void requireEffect(const Json& given, const DecodingOptions& decoding) {
    for (const char* name : {"temperature", "top_k", "top_p"})
        if (given.contains(name) && !decoding.do_sample)
            throw UsageError(flagName(name) + " is for sampling; it needs --do-sample true.");
    for (const char* name : {"length_penalty", "early_stopping"})
        if (given.contains(name) && decoding.num_beams < 2)
            throw UsageError(flagName(name) + " is for the search with beams; it needs --num-beams 2 or more.");
}

void addRun(CommandTable& table, CLI::App* group) {
    struct Arguments {
        std::string project;
        std::unique_ptr<OptionFlags> flags;
        std::unique_ptr<ServerFlags> server;
        std::unique_ptr<ShardFlags> shard;
    };
    const auto arguments = std::make_shared<Arguments>();
    auto* run = table.command(
        group, "run", "Write captions with a captioner or by a server, or continue where it stopped",
        [arguments](ConsoleContext& console) {
            const auto shard = arguments->shard->shard();
            if (arguments->server->chosen()) return arguments->server->run(arguments->project, shard, console);
            CaptionRunRequest request;
            request.shard = shard;
            const Json given = arguments->flags->given(console.options());
            optionsFromJson(given, request.options, "the command line");
            if (request.options.captioner.empty())
                throw UsageError(
                    "--captioner is missing: a BLIP folder, or the name of a captioner run; or --server, an address.");
            requireValidFlags(request.options);
            requireEffect(given, request.options.decoding);
            runCaptioner(console, arguments->project, std::move(request));
        });
    run->add_option("project", arguments->project, "Project folder")->required();
    arguments->flags = std::make_unique<OptionFlags>(*run, listFields(RecaptionOptions{}));
    arguments->server = std::make_unique<ServerFlags>(*run, *arguments->flags, listFields(RecaptionOptions{}));
    arguments->shard = std::make_unique<ShardFlags>(*run);
}

}  // namespace

void addCaption(CommandTable& table) {
    auto* group = table.group("caption", "Edit captions, fine-tune a captioner, write captions with it");
    addEdits(table, group);
    addTraining(table, group);
    addEvaluate(table, group);
    addCaptionCurve(table, group);
    addRun(table, group);
    addCaptionMerge(table, group);
    addCaptionBatches(table, group);
    addCaptionQuality(table, group);
}

}  // namespace recap::cli
