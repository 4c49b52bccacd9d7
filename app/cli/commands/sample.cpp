// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/option_flags.h"
#include "workflow/sampling/prompt_file.h"
#include "workflow/sampling/sample_job.h"

#include <memory>

namespace recap::cli {
namespace {

struct Arguments {
    std::string model, out, prompts_file;
    std::vector<std::string> prompts, lora;
    std::unique_ptr<OptionFlags> flags;
};

void report(const SampleJob& job, ConsoleContext& console) {
    Json images = Json::array(), prompts = Json::array();
    for (const auto& image : job.images()) {
        Json entry{{"file", image.file}, {"prompt", image.prompt}, {"seed", image.seed}};
        if (!image.id.empty()) entry["id"] = image.id;
        if (!image.raw.empty()) entry["raw"] = image.raw;
        images.push_back(entry);
        console.print(image.file + "  " + image.prompt);
    }
    for (const auto& prompt : job.prompts())
        prompts.push_back(
            {{"prompt", prompt.prompt}, {"tokens", prompt.tokens}, {"limit", prompt.limit}, {"unread", prompt.unread}});
    console.result({{"images", images}, {"prompts", prompts}});
}

void run(const Arguments& arguments, ConsoleContext& console) {
    SampleRequest request;
    optionsFromJson(arguments.flags->given(console.options()), request.options, "the command line");
    requireValidFlags(request.options);
    request.options.lora = arguments.lora;
    for (const auto& prompt : arguments.prompts) request.prompts.push_back({prompt, request.options.seed});
    if (!arguments.prompts_file.empty()) {
        const auto more = readPromptFile(arguments.prompts_file, request.options.seed);
        request.prompts.insert(request.prompts.end(), more.begin(), more.end());
    }
    if (request.prompts.empty()) throw UsageError("The prompt is missing: give --prompt TEXT or --prompts FILE.");
    request.model = arguments.model;
    request.out = arguments.out;
    SampleJob job(request);
    runJob(job, console);
    report(job, console);
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
    sample->add_option("--out", arguments->out, "Folder for the pictures; pictures that already exist are kept")
        ->required();
    sample->add_option("--lora", arguments->lora, "Adapter file in any layout, FILE or FILE:scale; several are added")
        ->take_all();
    arguments->flags =
        std::make_unique<OptionFlags>(*sample, listFields(SampleOptions{}), std::vector<std::string>{"lora"});
}

}  // namespace recap::cli
