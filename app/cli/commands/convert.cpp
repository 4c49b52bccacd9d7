// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/option_flags.h"
#include "workflow/models/convert_job.h"

#include <memory>

namespace recap::cli {
namespace {

struct Arguments {
    std::string in, out;
    std::unique_ptr<OptionFlags> flags;
};

void run(const Arguments& arguments, ConsoleContext& console) {
    ConvertOptions options;
    optionsFromJson(arguments.flags->given(console.options()), options, "the command line");
    if (options.to.empty())
        throw UsageError("The target layout is missing: give --to diffusers, ldm, kohya, peft or transformers.");
    requireValidFlags(options);
    ConvertJob job(arguments.in, arguments.out, options);
    runJob(job, console);
    const auto& result = job.result();
    for (const auto& file : result.written) console.print(file);
    for (const auto& name : result.unmatched) console.print("unmatched " + name);
    if (!result.left_out.empty())
        console.print("left out, because they are no part of the result: " + std::to_string(result.left_out.size()) +
                      " tensors");
    console.result({{"kind", result.kind},
                    {"written", result.written},
                    {"unmatched", result.unmatched},
                    {"left_out", result.left_out}});
}

}  // namespace

void addConvert(CommandTable& table) {
    const auto arguments = std::make_shared<Arguments>();
    auto* convert = table.command("convert", "Rewrite a model, an adapter or a captioner in another layout",
                                  [arguments](ConsoleContext& console) { run(*arguments, console); });
    convert
        ->add_option("in", arguments->in,
                     "Diffusers folder, single file, .ckpt, adapter file, or captioner (folder or .pth)")
        ->required();
    convert
        ->add_option("out", arguments->out, "Folder (diffusers, transformers) or .safetensors file (others) to write")
        ->required();
    arguments->flags = std::make_unique<OptionFlags>(*convert, listFields(ConvertOptions{}));
}

}  // namespace recap::cli
