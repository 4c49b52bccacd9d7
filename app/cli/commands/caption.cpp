// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.h"
#include "cli/commands/caption_curve.h"
#include "cli/commands/caption_server.h"
#include "cli/commands/commands.h"
#include "cli/option_flags.h"
#include "cli/project_access.h"
#include "workflow/captioning/caption_evaluate_job.h"
#include "workflow/captioning/caption_run_job.h"
#include "workflow/captioning/caption_train_job.h"

#include <charconv>
#include <cstdlib>
#include <memory>

namespace recap::cli {
namespace {

constexpr std::int64_t kClipReads = 75;  // 77 with start and end

// Who edits: recorded with the version.
std::string userName() {
    const char* name = std::getenv("USER");
    return name != nullptr && *name != '\0' ? name : "command line";
}

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
                  (tokens < 0 ? "" : ", " + std::to_string(tokens) + " tokens") +
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

void addTraining(CommandTable& table, CLI::App* group) {
    struct Arguments {
        std::string project, name = "captioner", resume;
        bool detach = false;
        std::unique_ptr<OptionFlags> flags;
    };
    const auto arguments = std::make_shared<Arguments>();
    auto* train =
        table.command(group, "train", "Fine-tune a captioner on human captions", [arguments](ConsoleContext& console) {
            CaptionTrainRequest request;
            request.name = arguments->name;
            if (!arguments->resume.empty())
                arguments->flags->requireNone("--resume continues a run with its own options");
            optionsFromJson(arguments->flags->given(console.options()), request.options, "the command line");
            const auto project = openProject(arguments->project, console);
            if (!arguments->resume.empty()) {
                request.resume = requireRun(*project, arguments->resume).id;
            } else if (request.options.base.empty()) {
                throw UsageError("--base is missing: the folder of the captioner to start from.");
            }
            requireValidFlags(request.options);
            if (arguments->detach) return detachTraining(console, project, request);
            request.takes_commands = true;
            CaptionTrainJob job(project, request);
            runJob(job, console);
            Json metrics = Json::object();
            for (const auto& [name, value] : job.metrics()) {
                metrics[name] = value;
                console.print(name + " " + std::to_string(value));
            }
            console.print("Run " + std::to_string(job.runId().value) + ": " + job.checkpoint());
            console.result({{"run", job.runId().value}, {"checkpoint", job.checkpoint()}, {"metrics", metrics}});
        });
    train->add_option("project", arguments->project, "Project folder")->required();
    train->add_option("--out", arguments->name, "Name of the run");
    train->add_option("--resume", arguments->resume, "Continue this run (name or number) from its last checkpoint");
    train->add_flag(
        "--detach", arguments->detach,
        "Leave the run to a process of its own that continues when this terminal closes; see 'recap runs attach'");
    arguments->flags = std::make_unique<OptionFlags>(*train, listFields(CaptionTrainOptions{}));
}

void evaluate(ConsoleContext& console, const std::string& path, const CaptionEvaluateOptions& options) {
    CaptionEvaluateJob job(openProject(path, console), options);
    runJob(job, console);
    Json measures = Json::array();
    for (const auto& measure : job.measures()) {
        Json row{{"name", measure.name}, {"value", measure.value}};
        std::string line = measure.name + " " + std::to_string(measure.value);
        if (measure.interval) {
            row["low"] = measure.interval->first;
            row["high"] = measure.interval->second;
            line +=
                " [" + std::to_string(measure.interval->first) + ", " + std::to_string(measure.interval->second) + "]";
        }
        console.print(line);
        measures.push_back(std::move(row));
    }
    console.print(job.captioner() + ": " + std::to_string(job.captions()) + " captions of " +
                  std::to_string(job.images()) + " images.");
    console.result({{"captioner", job.captioner()},
                    {"captions", job.captions()},
                    {"images", job.images()},
                    {"measures", measures}});
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

std::pair<std::int64_t, std::int64_t> parseShard(const std::string& text) {
    std::int64_t index = 0, count = 0;
    const char* end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, index);
    const bool slash = first.ec == std::errc{} && first.ptr != end && *first.ptr == '/';
    const auto second = slash ? std::from_chars(first.ptr + 1, end, count) : first;
    if (!slash || second.ec != std::errc{} || second.ptr != end || count < 1 || index < 0 || index >= count)
        throw UsageError("--shard needs i/n with i from 0 to n-1, not '" + text + "'.");
    return {index, count};
}

void addRun(CommandTable& table, CLI::App* group) {
    struct Arguments {
        std::string project, shard;
        std::unique_ptr<OptionFlags> flags;
        std::unique_ptr<ServerFlags> server;
    };
    const auto arguments = std::make_shared<Arguments>();
    auto* run = table.command(
        group, "run", "Write captions with a captioner or by a server, or continue where it stopped",
        [arguments](ConsoleContext& console) {
            if (arguments->server->chosen()) {
                if (!arguments->shard.empty()) throw UsageError("--shard is for captioners; servers share the images.");
                return arguments->server->run(arguments->project, console);
            }
            CaptionRunRequest request;
            optionsFromJson(arguments->flags->given(console.options()), request.options, "the command line");
            if (request.options.captioner.empty())
                throw UsageError(
                    "--captioner is missing: a BLIP folder, or the name of a captioner run; or --server, an address.");
            requireValidFlags(request.options);
            if (!arguments->shard.empty())
                std::tie(request.shard_index, request.shard_count) = parseShard(arguments->shard);
            const auto project = openProject(arguments->project, console);
            if (!arguments->shard.empty() && project->readOnly())
                throw Error(ErrorCode::ReadOnly, project->readOnlyReason().english() +
                                                     " One program at a time writes to a project, so run shards one "
                                                     "after the other.");
            CaptionRunJob job(project, request);
            runJob(job, console);
            Json skipped = Json::array();
            for (const auto& entry : job.skipped()) {
                skipped.push_back({{"file", entry.file}, {"reason", entry.reason.english()}});
                console.print("skipped " + entry.file + ": " + entry.reason.english());
            }
            const auto lengths = job.longCaptions().toJson();
            if (job.longCaptions().over > 0)
                console.print(std::to_string(job.longCaptions().over) +
                              " captions over 77 tokens: " + std::to_string(job.longCaptions().retried) +
                              " fit when written again, " + std::to_string(job.longCaptions().truncated) +
                              " truncated, " + std::to_string(job.longCaptions().dropped) + " dropped.");
            console.print(std::to_string(job.written()) + " captions written.");
            console.result(
                {{"run", job.runId().value}, {"written", job.written()}, {"over_77", lengths}, {"skipped", skipped}});
        });
    run->add_option("project", arguments->project, "Project folder")->required();
    arguments->flags = std::make_unique<OptionFlags>(*run, listFields(RecaptionOptions{}));
    arguments->server = std::make_unique<ServerFlags>(*run, *arguments->flags, listFields(RecaptionOptions{}));
    run->add_option(
        "--shard", arguments->shard,
        "i/n: caption only every n-th image, starting with the i-th (from 0). One program at a time writes to a "
        "project, so run its shards one after the other");
}

}  // namespace

void addCaption(CommandTable& table) {
    auto* group = table.group("caption", "Edit captions, fine-tune a captioner, write captions with it");
    addEdits(table, group);
    addTraining(table, group);
    addEvaluate(table, group);
    addCaptionCurve(table, group);
    addRun(table, group);
    addCaptionBatches(table, group);
}

}  // namespace recap::cli
