// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/option_flags.h"
#include "workflow/prompts/build_prompts_job.h"
#include "workflow/prompts/prompt_import.h"

#include <algorithm>
#include <memory>

namespace recap::cli {
namespace {

struct Arguments {
    std::string kind, in, out;
    std::unique_ptr<OptionFlags> flags;
};

// Numbers of the categories, and a few items with what is expected of their pictures.
void print(const PromptSet& set, ConsoleContext& console, Json more) {
    constexpr std::size_t kExamples = 3;
    console.print("prompts: " + std::to_string(set.items.size()));
    Json categories = Json::object();
    for (const auto& [name, number] : set.categories()) {
        categories[name] = number;
        console.print("  " + (name.empty() ? std::string("(no category)") : name) + ": " + std::to_string(number));
    }
    for (std::size_t i = 0; i < std::min(kExamples, set.items.size()); ++i)
        console.print(set.items[i].id + "  " + set.items[i].prompt);
    Json result{{"prompts", set.items.size()}, {"categories", categories}};
    result.update(more);
    console.result(result);
}

void build(const Arguments& arguments, ConsoleContext& console) {
    PromptBuildOptions options;
    optionsFromJson(arguments.flags->given(console.options()), options, "the command line");
    options.kind = arguments.kind;
    requireValidFlags(options);
    if (options.coco.empty()) throw UsageError("The folder of COCO is missing: give --coco FOLDER.");
    BuildPromptsJob job(options, arguments.out);
    runJob(job, console);
    print(job.prompts(), console, {{"file", arguments.out}, {"seed", options.seed}});
}

void import(const Arguments& arguments, ConsoleContext& console) {
    const auto imported = importPrompts(arguments.in);
    writePromptSet(arguments.out, imported.set);
    console.print("read as: " + imported.format);
    print(imported.set, console, {{"file", arguments.out}, {"format", imported.format}});
}

void show(const Arguments& arguments, ConsoleContext& console) {
    const auto set = readPromptSet(arguments.in);
    Json expected = Json::object();
    for (const auto& [name, number] : expectationCounts(set)) {
        expected[name] = number;
        console.print("with " + name + ": " + std::to_string(number));
    }
    print(set, console, {{"expect", expected}});
}

}  // namespace

void addPrompts(CommandTable& table) {
    auto* group = table.group("prompts", "Make, import and show prompt sets");
    const auto arguments = std::make_shared<Arguments>();
    auto* make = table.command(group, "build", "Make a prompt set from COCO's captions",
                               [arguments](ConsoleContext& console) { build(*arguments, console); });
    make->add_option("kind", arguments->kind, "soa, ca, pa, rp or coco: the metric that the prompts are for")
        ->required();
    make->add_option("out", arguments->out, "Prompt set to write (.jsonl)")->required();
    arguments->flags =
        std::make_unique<OptionFlags>(*make, listFields(PromptBuildOptions{}), std::vector<std::string>{"kind"});
    auto* take = table.command(group, "import", "Write prompts of others as a prompt set",
                               [arguments](ConsoleContext& console) { import(*arguments, console); });
    take->add_option("file", arguments->in,
                     "TISE pickle or folder of label_XX_name.pkl, DrawBench or PartiPrompts table, GenEval metadata, "
                     "T2I-CompBench text, or a list of your own")
        ->required();
    take->add_option("out", arguments->out, "Prompt set to write (.jsonl)")->required();
    auto* look = table.command(group, "show", "Count the prompts of a set by category",
                               [arguments](ConsoleContext& console) { show(*arguments, console); });
    look->add_option("file", arguments->in, "Prompt set, or any file of prompts")->required();
}

}  // namespace recap::cli
