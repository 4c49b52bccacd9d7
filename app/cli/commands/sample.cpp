// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomic_file.h"
#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/option_flags.h"
#include "workflow/sample_job.h"

#include <memory>
#include <sstream>

namespace recap::cli {
namespace {

struct Arguments {
    std::string model, out, prompts_file;
    std::vector<std::string> prompts;
    std::unique_ptr<OptionFlags> flags;
};

// One prompt a line; empty lines are left out.
std::vector<std::string> readPrompts(const std::string& file) {
    std::vector<std::string> prompts;
    std::istringstream in(readTextFile(file));
    for (std::string line; std::getline(in, line);) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (!line.empty()) prompts.push_back(line);
    }
    return prompts;
}

void run(const Arguments& arguments, ConsoleContext& console) {
    SampleRequest request;
    optionsFromJson(arguments.flags->given(console.options()), request.options, "the command line");
    for (const auto& problem : validate(request.options))
        throw UsageError("The option " + problem.field + " " + problem.message + ".");
    auto prompts = arguments.prompts;
    if (!arguments.prompts_file.empty()) {
        const auto more = readPrompts(arguments.prompts_file);
        prompts.insert(prompts.end(), more.begin(), more.end());
    }
    if (prompts.empty()) throw UsageError("There is no prompt: give --prompt TEXT or --prompts FILE.");
    request.model = arguments.model;
    request.out = arguments.out;
    for (const auto& prompt : prompts) request.prompts.push_back({prompt, request.options.seed});
    SampleJob job(request);
    runJob(job, console);
    Json images = Json::array();
    for (const auto& image : job.images()) {
        images.push_back({{"file", image.file}, {"prompt", image.prompt}, {"seed", image.seed}});
        console.print(image.file + "  " + image.prompt);
    }
    console.result({{"images", images}});
}

}  // namespace

void addSample(CommandTable& table) {
    const auto arguments = std::make_shared<Arguments>();
    auto* sample = table.command("sample", "Draw pictures with a model",
                                 [arguments](ConsoleContext& console) { run(*arguments, console); });
    sample->add_option("--model", arguments->model, "Diffusers folder")->required();
    sample->add_option("--prompt", arguments->prompts, "What to draw; may be given several times")->take_all();
    sample->add_option("--prompts", arguments->prompts_file, "Text file with one prompt a line");
    sample->add_option("--out", arguments->out, "Folder for the pictures; those that are there already are kept")
        ->required();
    arguments->flags = std::make_unique<OptionFlags>(*sample, listFields(SampleOptions{}));
}

}  // namespace recap::cli
