// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/caption_shards.h"

#include "base/error.h"
#include "cli/at_least.h"
#include "cli/commands/caption_server.h"
#include "cli/project_access.h"
#include "cli/shard_flag.h"
#include "cli/unusable_files.h"
#include "cli/wording.h"
#include "workflow/captioning/caption_merge_job.h"
#include "workflow/project/project_sharing.h"

#include <filesystem>
#include <memory>
#include <utility>
#include <vector>

namespace recap::cli {
namespace {

struct MergeArguments {
    std::string project, folder;
};

void printMerged(const MergedResults& merged, ConsoleContext& console) {
    console.print(merged.folder.string() + ": " + counted(merged.tally.written, "caption") + " written, " +
                  std::to_string(merged.tally.known) + " known from an earlier merge.");
    for (const auto& [reason, count] : merged.tally.flagged)
        console.print(counted(count, "image") + " without a caption: " + reason + ".");
    printFaults(merged.tally.faults, console);
    if (merged.missing > 0)
        console.print(counted(merged.missing, "image has", "images have") + " no result yet; " +
                      std::to_string(merged.complete_shards) + " of " + counted(merged.shards, "shard") +
                      " are complete.");
}

void merge(const MergeArguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    std::vector<std::filesystem::path> folders;
    if (!arguments.folder.empty())
        folders.emplace_back(arguments.folder);
    else
        folders = resultFolders(project->path());
    if (folders.empty())
        throw Error(ErrorCode::NotFound,
                    message("There are no results of 'recap caption run --shard' in %1; name their folder.",
                            project->path() / "runs"));
    CaptionMergeJob job(project, folders);
    runJob(job, console);
    ServerCaptionTally all;
    std::int64_t missing = 0;
    RunId run;
    Json entries = Json::array(), skipped = Json::array();
    std::vector<std::pair<std::string, Message>> unusable;
    for (const auto& merged : job.results()) {
        for (const auto& entry : merged.tally.skipped) {
            skipped.push_back({{"file", entry.file}, {"reason", entry.reason.english()}});
            console.print("skipped " + entry.file + ": " + entry.reason.english());
        }
        printMerged(merged, console);
        if (merged.tally.written + merged.tally.known == 0 && !merged.tally.skipped.empty())
            unusable.emplace_back(merged.folder.string(), merged.tally.skipped.front().reason);
        entries.push_back({{"folder", merged.folder.string()},
                           {"run", merged.run.value},
                           {"written", merged.tally.written},
                           {"known", merged.tally.known},
                           {"missing", merged.missing},
                           {"shards", merged.shards},
                           {"complete_shards", merged.complete_shards}});
        all.written += merged.tally.written;
        all.known += merged.tally.known;
        for (const auto& [reason, count] : merged.tally.byReason()) all.flagged[reason] += count;
        missing += merged.missing;
        if (merged.run) run = merged.run;
    }
    console.result({{"run", run.value},
                    {"written", all.written},
                    {"known", all.known},
                    {"missing", missing},
                    {"skipped", skipped},
                    {"flagged", all.flagged},
                    {"folders", entries}});
    requireUsableFiles(unusable);
}

}  // namespace

ShardFlags::ShardFlags(CLI::App& command) {
    command.add_option(
        "--shard", shard_,
        "i/n: be the i-th (from 0) of n processes that share the images. Each only reads the project and "
        "leaves its captions in files; 'recap caption merge' stores them. Without it torchrun's RANK and "
        "WORLD_SIZE are used");
    folder_ =
        command.add_option("--out", options_.folder,
                           "Folder of a shard's result files, e.g. on another machine (default: in the runs folder "
                           "of the project)");
    partSize_ = command
                    .add_option("--part-size", options_.part_captions,
                                "Captions per result file of a shard: what a killed process loses at most")
                    ->check(atLeast(1))
                    ->capture_default_str();
}

std::optional<RecaptionShard> ShardFlags::shard() const {
    auto shard = options_;
    if (const auto chosen = chosenShard(shard_)) {
        shard.index = chosen->index;
        shard.count = chosen->count;
    } else {
        for (const auto* option : {folder_, partSize_})
            if (option->count() > 0) throw UsageError(option->get_name() + " is for shards; it needs --shard.");
        return std::nullopt;
    }
    return shard;
}

std::shared_ptr<Project> projectFor(const std::string& path, bool isShard, ConsoleContext& console) {
    return isShard ? openForReading(path) : openProject(path, console);
}

void addShard(const RecaptionShard& shard, const RecaptionReport& report, Json& result, ConsoleContext& console) {
    const auto place = textOfShard({shard.index, shard.count});
    console.print("Shard " + place + ": " + std::to_string(report.finished) + " of " + std::to_string(report.images) +
                  " images have a result in " + report.folder.string() +
                  ". 'recap caption merge' stores the captions in the project.");
    result["shard"] = place;
    result["folder"] = report.folder.string();
    result["images"] = report.images;
    result["finished"] = report.finished;
}

void addCaptionMerge(CommandTable& table, CLI::App* group) {
    const auto arguments = std::make_shared<MergeArguments>();
    auto* command =
        table.command(group, "merge", "Store the captions of shards in the project; can be repeated at any time",
                      [arguments](ConsoleContext& console) { merge(*arguments, console); });
    command->add_option("project", arguments->project, "Project folder")->required();
    command->add_option("folder", arguments->folder,
                        "Folder of result files; without one all that lie in the project's runs folder");
}

}  // namespace recap::cli
