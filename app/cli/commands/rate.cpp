// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/atomic_file.h"
#include "cli/commands/commands.h"
#include "cli/commands/rate_report.h"
#include "cli/commands/rate_statistics.h"
#include "cli/option_flags.h"
#include "cli/project_access.h"
#include "cli/unusable_files.h"
#include "cli/wording.h"
#include "workflow/rating/rating_answers.h"
#include "workflow/rating/rating_exchange.h"
#include "workflow/rating/rating_result.h"
#include "workflow/rating/rating_result_json.h"
#include "workflow/rating/rating_study.h"
#include "workflow/serving/rating_server.h"

#include <iostream>
#include <memory>

namespace recap::cli {
namespace {

struct Arguments {
    std::string project, plan, question_type, study, rater, out, by, csv;
    std::vector<std::string> files;
    std::unique_ptr<OptionFlags> packing, serving;
};

void create(const Arguments& arguments, ConsoleContext& console) {
    RatingPlan plan;
    optionsFromJson(readJsonFile(arguments.plan), plan, arguments.plan);
    if (!arguments.question_type.empty()) plan.question_type = arguments.question_type;
    if (console.options().seed) plan.seed = *console.options().seed;
    const auto project = openProject(arguments.project, console);
    const auto info = createRatingStudy(*project, plan);
    console.print("Rating study " + std::to_string(info.id.value) + " '" + info.name + "' with " +
                  counted(info.items, "item") + ".");
    console.result({{"study", info.id.value}, {"items", info.items}});
}

void pack(const Arguments& arguments, ConsoleContext& console) {
    RatingPackOptions options;
    optionsFromJson(arguments.packing->given(console.options()), options, "the command line");
    requireValidFlags(options);
    const auto project = openProject(arguments.project, console);
    const auto study = findRatingStudy(*project, arguments.study);
    const auto items = packRatingStudy(*project, study, arguments.rater, arguments.out, options);
    console.print(counted(items, "item") + " for " + arguments.rater + " in " + arguments.out);
    console.result({{"file", arguments.out}, {"items", items}});
}

// For scripts at once: the result comes at the end.
void printLinks(const std::string& address, const std::vector<RatingLink>& links, ConsoleContext& console) {
    Json raters = Json::array();
    for (const auto& [rater, url] : links) {
        raters.push_back({{"name", rater}, {"url", url}});
        console.print(rater + ": " + url);
    }
    console.print("Listening at " + address + "; Ctrl-C ends it.");
    if (console.json())
        std::cout << toJsonLine({{"event", "listening"}, {"url", address}, {"raters", raters}}) << std::endl;
}

void serve(const Arguments& arguments, ConsoleContext& console) {
    RatingServeOptions options;
    optionsFromJson(arguments.serving->given(console.options()), options, "the command line");
    requireValidFlags(options);
    const auto project = openProject(arguments.project, console);
    const auto study = findRatingStudy(*project, arguments.study);
    RatingServeJob job(project, study, options,
                       [&](const auto& address, const auto& links) { printLinks(address, links, console); });
    runJob(job, console);
    console.print(counted(job.stored, "answer") + " stored.");
    console.result({{"answers", job.stored}});
}

void merge(const Arguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    const auto report = mergeRatings(*project, {arguments.files.begin(), arguments.files.end()});
    Json refused = Json::array();
    for (const auto& [what, why] : report.refused) {
        refused.push_back({{"item", what}, {"reason", why.english()}});
        console.print("refused " + what + ": " + why.english());
    }
    console.print(counted(report.accepted, "answer") + " accepted, " + std::to_string(report.known) +
                  " merged before.");
    if (report.conflicting > 0)
        console.print("Of " + counted(report.conflicting, "item") + " the stored answer of the same rater counts.");
    console.result({{"accepted", report.accepted},
                    {"known", report.known},
                    {"conflicting", report.conflicting},
                    {"refused", refused}});
    requireUsableFiles(report.unusable);
}

void report(const Arguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    const auto study = findRatingStudy(*project, arguments.study);
    const auto result = ratingResult(*project, study, arguments.by.empty() ? loginName() : arguments.by);
    if (!arguments.csv.empty()) writeTextAtomically(arguments.csv, ratingAnswersCsv(*project, study));
    printReport(result, console);
    console.result(toJson(result));
}

}  // namespace

void addRate(CommandTable& table) {
    auto* group =
        table.group("rate", "Rating studies: create, pack for a rater, serve to raters, merge answers, report");
    const auto a = std::make_shared<Arguments>();
    auto* creating =
        table.command(group, "create", "Create a rating study from the samples of two runs and fix its plan",
                      [a](ConsoleContext& c) { create(*a, c); });
    auto* packing =
        table.command(group, "pack", "Write one rater's rating package or HTML page, without the blinding key",
                      [a](ConsoleContext& c) { pack(*a, c); });
    auto* serving = table.command(group, "serve", "Let raters on the network answer in a browser, by secret links",
                                  [a](ConsoleContext& c) { serve(*a, c); });
    auto* merging =
        table.command(group, "merge", "Merge answer files into the project", [a](ConsoleContext& c) { merge(*a, c); });
    auto* reporting =
        table.command(group, "report", "Open the results and count; who opened them is recorded with the rating study",
                      [a](ConsoleContext& c) { report(*a, c); });
    for (auto* command : {creating, packing, serving, merging, reporting})
        command->add_option("project", a->project, "Project folder")->required();
    creating
        ->add_option("--plan", a->plan,
                     "JSON file: name, first_run, second_run, and other options of docs/file-formats.md")
        ->required();
    creating->add_option("--question-type", a->question_type,
                         "Question type, instead of the plan's: " + listOf(questionTypeIds()));
    for (auto* command : {packing, serving, reporting})
        command->add_option("study", a->study, "Name or number of the rating study")->required();
    packing->add_option("--rater", a->rater, "Name of the rater")->required();
    packing->add_option("--out", a->out, "File to write; a page when its name ends in .html")->required();
    a->packing = std::make_unique<OptionFlags>(*packing, listFields(RatingPackOptions{}));
    a->serving = std::make_unique<OptionFlags>(*serving, listFields(RatingServeOptions{}));
    reporting->add_option("--by", a->by, "Who opens the results; default: your login name");
    reporting->add_option("--csv", a->csv, "File for a table of all answers with their systems");
    merging->add_option("files", a->files, "Answer files")->required();
    addRateStatistics(table, group);
}

}  // namespace recap::cli
