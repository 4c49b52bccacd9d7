// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/metrics_job.h"

#include "cli/commands/commands.h"
#include "cli/option_flags.h"
#include "cli/project_access.h"
#include "cli/study_table.h"
#include "workflow/judging/metrics_options.h"

#include <memory>

namespace recap::cli {
namespace {

struct Arguments {
    std::string project, judges;
    std::vector<std::string> runs;
    std::unique_ptr<OptionFlags> flags;
};

void compute(const Arguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    MetricsRequest request;
    for (const auto& name : arguments.runs) request.runs.push_back(requireRun(*project, name).id);
    MetricsOptions options;
    optionsFromJson(arguments.flags->given(console.options()), options, "the command line");
    request.metrics = options.metrics;  // the job knows them by their exported names as well
    request.replicates = options.replicates;
    request.judge = arguments.judges;
    if (console.options().seed) request.seed = *console.options().seed;
    MetricsJob job(project, request);
    runJob(job, console);
    console.print(rowsAsText(job.rows()));
    console.print("Values with 95 % intervals over prompts, judged by the demo's own small judge; '-': no value.");
    console.result({{"rows", rowsAsJson(job.rows())}});
}

}  // namespace

void addMetrics(CommandTable& table) {
    auto* group = table.group("metrics", "Compute metrics of the samples of runs");
    const auto arguments = std::make_shared<Arguments>();
    auto* command =
        table.command(group, "compute",
                      "Compute the demo judge's metrics with 95 % intervals; it knows the objects of the demo's scenes",
                      [arguments](ConsoleContext& console) { compute(*arguments, console); });
    command->add_option("project", arguments->project, "Project folder")->required();
    command
        ->add_option("--runs", arguments->runs,
                     "Runs with samples, by name or number; previews of a training run are not judged")
        ->delimiter(',')
        ->required();
    arguments->flags =
        std::make_unique<OptionFlags>(*command, listFields(MetricsOptions{}), std::vector<std::string>{"runs"});
    command->add_option("--judges", arguments->judges,
                        "Folder of the judge; default: the one that comes with the program");
}

}  // namespace recap::cli
