// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/option_flags.h"
#include "cli/project_access.h"
#include "cli/shard_flag.h"
#include "workflow/project/project_sharing.h"
#include "workflow/sampling/prompt_file.h"
#include "workflow/sampling/sample_run_job.h"

#include <memory>
#include <optional>
#include <utility>

namespace recap::cli {
namespace {

struct Arguments {
    std::string model, out, prompts_file, project, name, shard;
    std::vector<std::string> prompts, lora;
    std::unique_ptr<OptionFlags> flags;
};

// What both jobs say. `folder`: where the pictures lie.
void report(const std::vector<SampledImage>& pictures, const std::vector<PromptLength>& lengths, Json more,
            ConsoleContext& console) {
    Json images = Json::array(), prompts = Json::array();
    for (const auto& image : pictures) {
        Json entry{{"file", image.file}, {"prompt", image.prompt}, {"seed", image.seed}};
        if (!image.id.empty()) entry["id"] = image.id;
        if (!image.raw.empty()) entry["raw"] = image.raw;
        images.push_back(entry);
        console.print(image.file + "  " + image.prompt);
    }
    for (const auto& prompt : lengths)
        prompts.push_back(
            {{"prompt", prompt.prompt}, {"tokens", prompt.tokens}, {"limit", prompt.limit}, {"unread", prompt.unread}});
    more["images"] = std::move(images);
    more["prompts"] = std::move(prompts);
    console.result(more);
}

SampleOptions optionsOf(const Arguments& arguments, const ConsoleContext& console) {
    SampleOptions options;
    optionsFromJson(arguments.flags->given(console.options()), options, "the command line");
    requireValidFlags(options);
    options.lora = arguments.lora;
    return options;
}

// Into a run of a project, or a share of it.
void drawRun(const Arguments& arguments, const std::optional<WorkShard>& shard, ConsoleContext& console) {
    if (arguments.name.empty()) throw UsageError("--name is missing: the name of the run that the pictures belong to.");
    SampleRunRequest request{arguments.name, arguments.model, arguments.prompts, optionsOf(arguments, console)};
    request.prompt_set = arguments.prompts_file;
    request.continues = request.takes_commands = true;
    request.shard = shard;
    request.parts = arguments.out;
    const auto project = shard ? openForReading(arguments.project) : openProject(arguments.project, console);
    SampleRunJob job(project, std::move(request));
    runJob(job, console);
    Json result{{"run", job.runId().value}, {"folder", job.folder().string()}};
    if (shard) {
        console.print("Shard " + textOfShard(*shard) + ": its pictures are in " + job.folder().string() +
                      ". The same command without --shard makes the run and takes them over.");
        result["shard"] = textOfShard(*shard);
    }
    report(job.images(), job.prompts(), std::move(result), console);
}

void drawFolder(const Arguments& arguments, const std::optional<WorkShard>& shard, ConsoleContext& console) {
    if (!arguments.name.empty()) throw UsageError("--name is for a run of a project; it needs --project.");
    SampleRequest request;
    request.options = optionsOf(arguments, console);
    for (const auto& prompt : arguments.prompts) request.prompts.push_back({prompt, request.options.seed});
    if (!arguments.prompts_file.empty()) {
        const auto more = readPromptFile(arguments.prompts_file, request.options.seed);
        request.prompts.insert(request.prompts.end(), more.begin(), more.end());
    }
    request.model = arguments.model;
    request.out = arguments.out;
    Json result = Json::object();
    if (shard) {
        request.shard = *shard;
        result["shard"] = textOfShard(*shard);
    }
    SampleJob job(request);
    runJob(job, console);
    report(job.images(), job.prompts(), std::move(result), console);
}

void run(const Arguments& arguments, ConsoleContext& console) {
    if (arguments.prompts.empty() && arguments.prompts_file.empty())
        throw UsageError("The prompt is missing: give --prompt TEXT or --prompts FILE.");
    if (arguments.out.empty() && arguments.project.empty())
        throw UsageError("Say where the pictures go: --out FOLDER, or --project FOLDER and --name RUN.");
    const auto shard = chosenShard(arguments.shard);
    if (arguments.project.empty())
        drawFolder(arguments, shard, console);
    else
        drawRun(arguments, shard, console);
}

}  // namespace

void addSample(CommandTable& table) {
    const auto arguments = std::make_shared<Arguments>();
    auto* sample = table.command("sample", "Generate pictures with a model",
                                 [arguments](ConsoleContext& console) { run(*arguments, console); });
    sample->add_option("--model", arguments->model, "Diffusers folder, single file or .ckpt")->required();
    sample->add_option("--prompt", arguments->prompts, "What to generate; may be given several times")->take_all();
    sample->add_option("--prompts", arguments->prompts_file,
                       "Prompt set, text file with one prompt per line, or JSON: a list, or one entry per line");
    sample->add_option("--out", arguments->out,
                       "Folder for the pictures; pictures that already exist are kept. With --project the folder that "
                       "shards have in common (default: in the runs folder of the project)");
    sample->add_option("--project", arguments->project, "Draw into a run of this project");
    sample->add_option("--name", arguments->name,
                       "Name of that run; one of this name with the same model, prompts and options continues");
    sample->add_option("--shard", arguments->shard,
                       "i/n: be the i-th (from 0) of n processes that share the pictures. The same command without it "
                       "draws what is missing and, with --project, makes the run");
    sample->add_option("--lora", arguments->lora, "Adapter file in any layout, FILE or FILE:scale; several are added")
        ->take_all();
    arguments->flags =
        std::make_unique<OptionFlags>(*sample, listFields(SampleOptions{}), std::vector<std::string>{"lora"});
}

}  // namespace recap::cli
