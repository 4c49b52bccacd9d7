// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/study_table.h"
#include "cli/wording.h"
#include "workflow/pretrain/pretrain_job.h"
#include "workflow/study/demo_data_job.h"
#include "workflow/study/study_job.h"

#include <algorithm>
#include <memory>

namespace recap::cli {
namespace {

void runStudy(StudyRequest request, ConsoleContext& console) {
    if (request.project.empty())
        throw UsageError("--project is missing: the project folder of the demo. Try 'recap demo --help'.");
    if (console.options().seed) request.seed = *console.options().seed;
    request.threads = console.options().threads;
    StudyJob job(request);
    runJob(job, console);
    console.print(rowsAsText(job.rows()));
    console.print("Values with 95 % intervals over prompts, judged by the demo's own small judge.");
    console.print(captionsAsText(job.captions()));
    console.print(
        "Share of captions that are right about their images (before: the captioner as shipped), with 95 % intervals "
        "over images; axis: side by side or one above the other; held-out: stated by mistake, no image shows such a "
        "combination.");
    console.print(sharesByCountAsText(job.curve()));
    console.print(
        "The same of captioners that learned from fewer human captions, all for as many steps: mean and 95 % interval "
        "over seeds (0: before fine-tuning, over images). Relations: of long captions.");
    for (const auto& measure : knownMeasures())
        console.print(together(curveAnswer(job.curve(), measure).sentences).english());
    console.print("Report: " + job.report().string());
    console.result({{"rows", rowsAsJson(job.rows())},
                    {"captions", captionsAsJson(job.captions())},
                    {"curve", curveJson(job.curve())},
                    {"report", job.report().string()}});
}

void addPretraining(CommandTable& table, CLI::App* demo) {
    const auto request = std::make_shared<PretrainRequest>();
    const auto out = std::make_shared<std::string>();
    auto* pretrain =
        table.command(demo, "pretrain", "Make the small weights that come with the demo again (takes an hour or two)",
                      [request, out](ConsoleContext& console) {
                          auto copy = *request;
                          copy.out = *out;
                          if (console.options().seed) copy.seed = *console.options().seed;
                          if (console.options().threads > 0) copy.threads = console.options().threads;
                          PretrainJob job(copy);
                          runJob(job, console);
                          console.print("Weights written to " + copy.out.string());
                          console.result({{"out", copy.out.string()}});
                      });
    pretrain->add_option("--out", *out, "Folder for the weights; finished parts in it are kept")->required();
    pretrain->add_option("--parts", request->parts, "Of judge, clip, vae, captioner, base; default all")
        ->delimiter(',')
        ->check(CLI::IsMember({"judge", "clip", "vae", "captioner", "base"}));
    pretrain->add_option("--scale", request->scale, "Share of the full number of steps; below 1 for a trial")
        ->check(CLI::Range(0.0001, 1.0));
}

void addData(CommandTable& table, CLI::App* demo) {
    const auto request = std::make_shared<DemoDataRequest>();
    const auto out = std::make_shared<std::string>();
    auto* data = table.command(demo, "data", "Write the demo's data set as an image folder",
                               [request, out](ConsoleContext& console) {
                                   auto copy = *request;
                                   copy.out = *out;
                                   if (console.options().seed) copy.seed = *console.options().seed;
                                   copy.human = std::min(copy.human, copy.scenes);
                                   DemoDataJob job(copy);
                                   runJob(job, console);
                                   console.print(counted(copy.scenes, "scene") + " in " + copy.out.string());
                                   console.result({{"out", copy.out.string()}, {"images", copy.scenes}});
                               });
    data->add_option("--out", *out, "Folder for pictures and metadata.jsonl")->required();
    data->add_option("--count", request->scenes, "Number of scenes")->check(CLI::Range(1, 1000000));
    data->add_option("--human", request->human, "Number of scenes that get human-style captions")
        ->check(CLI::Range(0, 1000000));
    data->add_option("--side", request->side, "Side of a picture in pixels")->check(CLI::Range(16, 2048));
}

}  // namespace

void addDemo(CommandTable& table) {
    struct Arguments {
        StudyRequest request;
        std::string project;
    };
    const auto arguments = std::make_shared<Arguments>();
    auto* demo = table.command("demo", "Run the whole demo, or continue an interrupted one",
                               [arguments](ConsoleContext& console) {
                                   auto request = arguments->request;
                                   request.project = arguments->project;
                                   runStudy(request, console);
                               });
    demo->add_option("--project", arguments->project, "Project folder of the demo; created when missing");
    demo->add_flag("--quick", arguments->request.quick, "A small version for a first look");
    demo->add_option("--scale", arguments->request.scale, "Share of all sizes; below 1 for a trial")
        ->check(CLI::Range(0.001, 1.0));
    demo->add_option("--arms", arguments->request.arms,
                     "Of alttext, recap_mix, recap_short, recap_long; default alttext,recap_mix")
        ->delimiter(',')
        ->check(CLI::IsMember({"alttext", "recap_mix", "recap_short", "recap_long"}));
    demo->require_subcommand(0, 1);
    addPretraining(table, demo);
    addData(table, demo);
}

}  // namespace recap::cli
