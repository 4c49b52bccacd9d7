// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "base/error.h"
#include "cli/commands/commands.h"
#include "cli/project_access.h"
#include "workflow/project/project_sharing.h"
#include "workflow/runs/run_inbox.h"
#include "workflow/runs/run_pictures.h"
#include "workflow/runs/run_watch.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

namespace recap::cli {
namespace {

Json runJson(const RunRecord& run) {
    return {{"id", run.id.value},
            {"name", run.name},
            {"kind", enumName(kRunKindNames, run.kind)},
            {"state", enumName(kRunStateNames, run.state)},
            {"step", run.step},
            {"steps", run.steps},
            {"config", run.config},
            {"provenance", run.provenance},
            {"parent", run.parent ? Json(run.parent.value) : Json()}};
}

// A learning rate of 1e-5 must not read 0.000010.
std::string numberText(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.6g", value);
    return text;
}

// What a run worked with, and where it began: lines, for those that say.
void printProvenance(ConsoleContext& console, Project& project, const RunRecord& run) {
    const Json& with = run.provenance;
    if (const auto parent = run.parent ? project.runs().get(run.parent) : std::nullopt; parent)
        console.print(with.contains("branch_step")
                          ? "branches from step " + with["branch_step"].dump() + " of run " +
                                std::to_string(parent->id.value) + " '" + parent->name + "'"
                          : "belongs to run " + std::to_string(parent->id.value) + " '" + parent->name + "'");
    if (!with.contains("data")) return;
    const auto text = [&](const char* name) {
        const Json value = with.value(name, Json("?"));
        return value.is_string() ? value.get<std::string>() : value.dump();
    };
    console.print("started with RECAP Workbench " + text("program") + ", LibTorch " + text("torch") + " on " +
                  text("ran_on"));
    console.print("data " + text("data") + ": " + text("images") + " images");
}

std::string runLine(const RunRecord& run) {
    std::string line = std::to_string(run.id.value) + "  " + run.name;
    line.append("  ")
        .append(enumName(kRunKindNames, run.kind))
        .append("  ")
        .append(enumName(kRunStateNames, run.state));
    if (run.steps > 0) line += "  step " + std::to_string(run.step) + " of " + std::to_string(run.steps);
    if (run.started_ms > 0) line += "  started " + isoTime(run.started_ms);
    return line;
}

void list(ConsoleContext& console, const std::string& path) {
    const auto project = openProject(path, console);
    Json runs = Json::array();
    for (const auto& run : project->runs().list()) {
        runs.push_back(runJson(run));
        console.print(runLine(run));
    }
    if (runs.empty()) console.print("The project has no runs yet.");
    console.result({{"runs", runs}});
}

void show(ConsoleContext& console, const std::string& path, const std::string& name) {
    const auto project = openProject(path, console);
    const auto run = requireRun(*project, name);
    Json entry = runJson(run);
    entry["message"] = run.message.english();
    entry["seed"] = run.seed;
    Json checkpoints = Json::array(), metrics = Json::array(), scalars = Json::object();
    console.print(runLine(run));
    if (!run.message.empty()) console.print(run.message.english());
    printProvenance(console, *project, run);
    for (const auto& checkpoint : project->checkpoints().list(run.id)) {
        checkpoints.push_back({{"step", checkpoint.step}, {"path", project->resolve(checkpoint.path).string()}});
        console.print("checkpoint at step " + std::to_string(checkpoint.step) + ": " +
                      project->resolve(checkpoint.path).string());
    }
    for (const auto& scalar : project->runs().scalarNames(run.id)) {
        const auto series = project->runs().scalars(run.id, scalar);
        if (series.empty()) continue;
        scalars[scalar] = {{"step", series.back().first}, {"value", series.back().second}};
        console.print(scalar + " " + numberText(series.back().second) + " at step " +
                      std::to_string(series.back().first));
    }
    for (const auto& metric : project->metrics().list(run.id)) {
        metrics.push_back({{"name", metric.name},
                           {"value", metric.value},
                           {"low", metric.low},
                           {"high", metric.high},
                           {"n", metric.n},
                           {"judge", metric.judge},
                           {"step", metric.step}});
        console.print(metric.name + " " + numberText(metric.value) + " [" + numberText(metric.low) + ", " +
                      numberText(metric.high) + "]");
    }
    const auto samples = project->samples().list(run.id);
    entry["samples"] = samples.size();
    entry["previews"] = std::count_if(samples.begin(), samples.end(), isPreview);  // of these, never judged
    entry["checkpoints"] = checkpoints;
    entry["scalars"] = scalars;
    entry["metrics"] = metrics;
    console.print(run.config.dump(2));
    console.result({{"runs", Json::array({entry})}});
}

// Shows what a run of another program does until it ends; Ctrl-C leaves the run alone.
void attach(ConsoleContext& console, const std::string& path, const std::string& name) {
    const auto project = Project::open(path);
    const auto run = requireRun(*project, name);
    if (!project->readOnly()) shareWriting(*project);  // it is looked at for hours, perhaps
    // What was before is shown by 'recap runs show'.
    RunWatch watch(project, run.id, run.step - 1);
    auto news = watch.look();
    console.print(runLine(news.run));
    while (isWorking(news.run.state)) {
        for (auto& event : news.scalars) console.emitEvent(std::move(event));
        console.report({news.run.state == RunState::Paused ? "paused" : "train", news.run.step, news.run.steps});
        for (int i = 0; i < 5; ++i) {
            console.control().pausePoint();
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        news = watch.look();
        for (const auto& line : news.log) console.say(logSentence(line));
    }
    console.print(runLine(news.run));
    if (!news.run.message.empty()) console.print(news.run.message.english());
    console.result(
        {{"run", news.run.id.value}, {"state", enumName(kRunStateNames, news.run.state)}, {"step", news.run.step}});
}

struct Tell {
    std::string command, option;
    double value = 0;
};

void tell(ConsoleContext& console, const std::string& path, const std::string& name, const Tell& tell) {
    const auto kind = commandFromWord(tell.command);
    if (!kind || (*kind == RunCommand::Kind::SetOption) == tell.option.empty())
        throw UsageError("A command is pause, resume, stop, stop-after-saving, save, sample, or: set OPTION VALUE.");
    const auto project = Project::open(path);
    const auto run = requireRun(*project, name);
    if (!isWorking(run.state) || isAbandoned(run))
        throw Error(
            ErrorCode::NotFound,
            "Run '" + run.name + "' is not being worked on (" +
                std::string(enumName(kRunStateNames, isWorking(run.state) ? RunState::Interrupted : run.state)) + ").");
    sendCommand(*project, run.id, {*kind, tell.option, tell.value});
    console.print("Sent to run " + std::to_string(run.id.value) + ": " + tell.command + ".");
    console.result({{"run", run.id.value}, {"wish", tell.command}});
}

}  // namespace

void addRuns(CommandTable& table) {
    auto* group = table.group("runs", "List, show, follow and control the runs of a project");
    const auto path = std::make_shared<std::string>(), name = std::make_shared<std::string>();
    auto* listing = table.command(group, "list", "List the runs, oldest first",
                                  [path](ConsoleContext& console) { list(console, *path); });
    listing->add_option("project", *path, "Project folder")->required();
    auto* showing = table.command(group, "show", "Show one run with configuration, checkpoints and metrics",
                                  [path, name](ConsoleContext& console) { show(console, *path, *name); });
    showing->add_option("project", *path, "Project folder")->required();
    showing->add_option("run", *name, "Number or name of the run")->required();
    auto* attaching = table.command(group, "attach", "Follow a run that another program works on, until it ends",
                                    [path, name](ConsoleContext& console) { attach(console, *path, *name); });
    attaching->add_option("project", *path, "Project folder")->required();
    attaching->add_option("run", *name, "Number or name of the run")->required();
    const auto words = std::make_shared<Tell>();
    auto* telling =
        table.command(group, "tell", "Send a command to a run that continues without a window",
                      [path, name, words](ConsoleContext& console) { tell(console, *path, *name, *words); });
    telling->add_option("project", *path, "Project folder")->required();
    telling->add_option("run", *name, "Number or name of the run")->required();
    telling->add_option("command", words->command, "pause, resume, stop, stop-after-saving, save, sample, or set")
        ->required();
    telling->add_option("option", words->option, "For set: the option, e.g. learning_rate");
    telling->add_option("value", words->value, "For set: its new value");
}

}  // namespace recap::cli
