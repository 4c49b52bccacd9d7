// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/caption_server.h"

#include "base/error.h"
#include "cli/at_least.h"
#include "cli/commands/caption_shards.h"
#include "cli/project_access.h"
#include "cli/unusable_files.h"
#include "cli/wording.h"
#include "text/caption_faults.h"
#include "workflow/captioning/caption_batch.h"
#include "workflow/captioning/server_caption_job.h"

#include <algorithm>
#include <array>
#include <memory>

namespace recap::cli {
namespace {

constexpr std::array<std::string_view, 7> kLiveOnly{"server",      "max_in_flight",     "timeout",     "api_key_env",
                                                    "retry_loops", "short_instruction", "short_source"};

std::vector<std::string> namesOf(const std::vector<FieldDescription>& fields) {
    std::vector<std::string> names;
    for (const auto& field : fields) names.push_back(field.name);
    return names;
}

bool contains(const std::vector<std::string>& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

Json skippedJson(const std::vector<SkippedFile>& skipped, ConsoleContext& console) {
    Json list = Json::array();
    for (const auto& entry : skipped) {
        list.push_back({{"file", entry.file}, {"reason", entry.reason.english()}});
        console.print("skipped " + entry.file + ": " + entry.reason.english());
    }
    return list;
}

// How many answers were not stored, by reason.
void printFlags(const ServerCaptionTally& tally, ConsoleContext& console) {
    for (const auto& [reason, number] : tally.flagged)
        console.print(counted(number, "answer was", "answers were") + " not stored: " + reason + ".");
    printFaults(tally.faults, console);
    if (tally.approved > 0)
        console.print(counted(tally.approved, "caption") + " not stored: a person has approved another one.");
}

}  // namespace

void printFaults(const FaultCounts& faults, ConsoleContext& console) {
    for (const auto& info : captionFaultInfos())
        if (const auto it = faults.find(std::string(info.name)); it != faults.end())
            console.print(counted(it->second, "written caption") + ": " + info.title.english() +
                          " (is:" + std::string(info.name) + ").");
}

void printDecodedAgain(std::int64_t number, ConsoleContext& console) {
    if (number > 0)
        console.print(counted(number, "caption was", "captions were") + " decoded again because of a loop.");
}

ServerFlags::ServerFlags(CLI::App& command, const OptionFlags& shared,
                         const std::vector<FieldDescription>& sharedFields)
    : shared_(shared),
      own_(namesOf(listFields(ServerCaptionOptions{}))),
      flags_(command, listFields(ServerCaptionOptions{}), namesOf(sharedFields)) {}

bool ServerFlags::chosen() const {
    const Json server = flags_.given({}), captioner = shared_.given({});
    const bool chosen = server.contains("server");
    for (const auto& item : chosen ? captioner.items() : server.items())
        if (!chosen || !contains(own_, item.key()))
            throw UsageError(chosen
                                 ? flagName(item.key()) + " is an option of captioners and has no effect with --server."
                                 : flagName(item.key()) + " needs --server, the address of a server.");
    return chosen;
}

Json ServerFlags::given(const ConsoleContext& console) const {
    Json values = flags_.given(console.options());
    const Json shared = shared_.given({});
    for (const auto& item : shared.items()) values[item.key()] = item.value();
    return values;
}

void ServerFlags::run(const std::string& project, const std::optional<RecaptionShard>& shard,
                      ConsoleContext& console) const {
    ServerCaptionRequest request;
    request.shard = shard;
    optionsFromJson(given(console), request.options, "the command line");
    requireValidFlags(request.options);
    ServerCaptionJob job(projectFor(project, shard.has_value(), console), request);
    runJob(job, console);
    const auto& tally = job.tally();
    const Json skipped = skippedJson(tally.skipped, console);
    printFlags(tally, console);
    printDecodedAgain(tally.decoded_again, console);
    console.print(counted(tally.written, "caption") + " written.");
    Json result{{"run", job.runId().value},
                {"written", tally.written},
                {"skipped", skipped},
                {"flagged", tally.byReason()},
                {"decoded_again", tally.decoded_again}};
    if (shard) addShard(*shard, job.report(), result, console);
    console.result(std::move(result));
}

void addCaptionBatches(CommandTable& table, CLI::App* group) {
    struct ExportArguments {
        std::string project;
        CaptionBatchExportRequest request;
        std::unique_ptr<OptionFlags> flags;
    };
    const auto exporting = std::make_shared<ExportArguments>();
    auto* command = table.command(
        group, "batch-export", "Write requests for captions as files of the OpenAI batch format",
        [exporting](ConsoleContext& console) {
            auto& request = exporting->request;
            optionsFromJson(exporting->flags->given(console.options()), request.options, "the command line");
            requireValidFlags(request.options);
            CaptionBatchExportJob job(openProject(exporting->project, console), request);
            runJob(job, console);
            const Json skipped = skippedJson(job.skipped(), console);
            Json files = Json::array();
            for (const auto& file : job.files()) {
                files.push_back(file.string());
                console.print(file.string());
            }
            console.print(counted(job.requests(), "request") + " written.");
            console.result({{"requests", job.requests()}, {"files", files}, {"skipped", skipped}});
        });
    command->add_option("project", exporting->project, "Project folder")->required();
    command->add_option("out", exporting->request.out, "JSON lines file; further files get numbers")->required();
    exporting->flags = std::make_unique<OptionFlags>(*command, listFields(ServerCaptionOptions{}),
                                                     std::vector<std::string>(kLiveOnly.begin(), kLiveOnly.end()));
    // No server is asked which models there are.
    command->get_option("--model")->description(
        "Name of the model that will answer the batch, as its service lists it");
    command->add_option("--max-bytes", exporting->request.most_bytes, "Most bytes of one file")
        ->check(atLeast(1))
        ->capture_default_str();
    command->add_option("--max-requests", exporting->request.most_requests, "Most requests of one file")
        ->check(atLeast(1))
        ->capture_default_str();

    struct ImportArguments {
        std::string project;
        std::vector<std::filesystem::path> files;
    };
    const auto importing = std::make_shared<ImportArguments>();
    command = table.command(group, "batch-import", "Store the captions of answers to batch-export",
                            [importing](ConsoleContext& console) {
                                CaptionBatchImportJob job(openProject(importing->project, console), importing->files);
                                runJob(job, console);
                                const auto& tally = job.tally();
                                const Json skipped = skippedJson(tally.skipped, console);
                                printFlags(tally, console);
                                console.print(counted(tally.written, "caption") + " written, " +
                                              std::to_string(tally.known) + " known before.");
                                console.result({{"written", tally.written},
                                                {"known", tally.known},
                                                {"skipped", skipped},
                                                {"flagged", tally.byReason()}});
                                requireUsableFiles(job.unusable());
                            });
    command->add_option("project", importing->project, "Project folder")->required();
    command->add_option("files", importing->files, "Answer files, JSON lines")->required();
}

}  // namespace recap::cli
