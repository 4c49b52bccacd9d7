// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/caption_curve.h"

#include "base/error.h"
#include "cli/curve_table.h"
#include "cli/option_flags.h"
#include "cli/project_access.h"
#include "workflow/captioning/caption_curve_job.h"
#include "workflow/runs/run_lookup.h"

#include <memory>
#include <set>
#include <utility>

namespace recap::cli {
namespace {

struct Arguments {
    std::string project, name, resume;
    bool dry_run = false, detach = false;
    std::unique_ptr<OptionFlags> flags;
};

void printPlan(ConsoleContext& console, const CaptionCurvePlan& plan) {
    Json points = Json::array();
    std::set<std::int64_t> counts;
    std::int64_t done = 0;
    for (const auto& point : plan.points) {
        points.push_back({{"captions", point.captions}, {"seed", point.seed}, {"done", point.done}});
        if (point.captions > 0) counts.insert(point.captions);
        done += point.done;
    }
    std::string list;
    for (const auto count : counts) list += (list.empty() ? "" : ", ") + std::to_string(count);
    console.print(std::to_string(plan.points.size()) + " captioners with the one before fine-tuning, " +
                  std::to_string(done) + " of them done: " + list + " of " + std::to_string(plan.available) +
                  " human captions; " + std::to_string(plan.steps) + " steps are left.");
    console.print("All are compared on " + std::to_string(plan.held_out_captions) + " captions of " +
                  std::to_string(plan.held_out_images) + " held-out images.");
    for (const auto count : plan.left_out)
        console.print("Left out: " + std::to_string(count) + " captions, more than there are.");
    console.result({{"points", std::move(points)},
                    {"steps", plan.steps},
                    {"available", plan.available},
                    {"held_out_images", plan.held_out_images},
                    {"held_out_captions", plan.held_out_captions},
                    {"left_out", plan.left_out}});
}

void curve(ConsoleContext& console, const Arguments& arguments) {
    CaptionCurveRequest request;
    request.name = arguments.name;
    if (!arguments.resume.empty()) arguments.flags->requireNone("--resume continues a curve with its own options");
    optionsFromJson(arguments.flags->given(console.options()), request.options, "the command line");
    for (const auto& problem : captionCurveProblems(request.options))
        throw UsageError("The option " + problem.field + " " + problem.message.english() + ".");
    auto project = openProject(arguments.project, console);
    if (!arguments.resume.empty())
        request.resume = requireRun(*project, arguments.resume).id;
    else if (request.options.training.base.empty())
        throw UsageError("--base is missing: the folder of the captioner to start from.");
    if (arguments.dry_run) return printPlan(console, captionCurvePlan(*project, request.options));
    if (arguments.detach) {
        project->requireWritable();
        const auto run =
            request.resume ? request.resume : createCaptionCurve(*project, console, request.name, request.options).id;
        const auto plan = captionCurveResumePlan(*project, run);
        if (!plan.problems.empty()) throw Error(ErrorCode::InvalidOption, plan.problems.front());
        return detachRun(console, std::move(project), run);
    }
    request.takes_commands = true;
    CaptionCurveJob job(project, std::move(request));
    runJob(job, console);
    console.print(curveAsText(job.curve()));
    for (const auto& sentence : curveSentences(job.curve())) console.print(sentence);
    Json result = curveJson(job.curve());
    result["run"] = job.runId().value;
    result["made"] = job.made();
    console.result(result);
}

}  // namespace

void addCaptionCurve(CommandTable& table, CLI::App* group) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command =
        table.command(group, "curve", "Fine-tune a captioner on more and more human captions: how many are enough?",
                      [arguments](ConsoleContext& console) { curve(console, *arguments); });
    command->add_option("project", arguments->project, "Project folder")->required();
    command->add_option("--out", arguments->name, "Name of the run; one with this name and these options continues");
    command->add_option("--resume", arguments->resume, "Continue this run (name or number)");
    command->add_flag("--dry-run", arguments->dry_run, "Say which captioners would be trained; train nothing");
    command->add_flag(
        "--detach", arguments->detach,
        "Leave the run to a process of its own that continues when this terminal closes; see 'recap runs attach'");
    arguments->flags = std::make_unique<OptionFlags>(*command, listFields(CaptionCurveOptions{}));
}

}  // namespace recap::cli
