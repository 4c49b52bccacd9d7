// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/dataset_audit.h"

#include "cli/option_flags.h"
#include "cli/project_access.h"
#include "cli/wording.h"
#include "workflow/dataset/caption_audit.h"

#include <cstdio>
#include <memory>

namespace recap::cli {
namespace {

struct Arguments {
    std::string project, step, table, against;
    std::unique_ptr<OptionFlags> flags;
};

std::string percents(double value, double low, double high) {
    char text[96];
    std::snprintf(text, sizeof text, "%.1f %% [%.1f %%, %.1f %%]", 100 * value, 100 * low, 100 * high);
    return text;
}

void create(const Arguments& arguments, ConsoleContext& console) {
    CaptionAuditOptions options;
    optionsFromJson(arguments.flags->given(console.options()), options, "the command line");
    if (console.options().seed) options.seed = *console.options().seed;
    requireValidFlags(options);
    if (options.source.empty()) throw UsageError("The caption source is missing: give --source NAME.");
    const auto project = openProject(arguments.project, console);
    const auto draw = drawCaptionAudit(*project, options, arguments.table);
    console.print("Audit " + draw.id + ": " + counted(draw.drawn, "caption") + " of " +
                  std::to_string(draw.population) + " drawn. Fill in 'verdict' (right or wrong) and 'faults' in " +
                  arguments.table);
    console.result(
        {{"audit", draw.id}, {"drawn", draw.drawn}, {"population", draw.population}, {"file", arguments.table}});
}

void report(const Arguments& arguments, ConsoleContext& console) {
    arguments.flags->requireNone("A report reads what was drawn");
    const auto project = openProject(arguments.project, console);
    const auto result = readCaptionAudit(*project, arguments.table);
    console.print("Audit " + result.id + " of " + result.source + ": " + std::to_string(result.judged) + " of " +
                  counted(result.drawn, "drawn caption") + " judged, " + std::to_string(result.population) + " in all");
    for (const auto& share : result.shares)
        console.print("  " + (share.fault == "any" ? std::string("wrong") : "fault: " + share.fault) + ": " +
                      percents(share.share.rate, share.share.low, share.share.high) + ", " +
                      std::to_string(share.found) + " found");
    if (result.with_scores)
        console.print("  wrong, with the CLIPScores of all captions: " +
                      percents(result.with_scores->value, result.with_scores->low, result.with_scores->high));
    else
        console.print("  not tightened by CLIPScores: " + result.without_scores.english());
    Json json = toJson(result);
    if (!arguments.against.empty()) {
        const auto before = readCaptionAudit(*project, arguments.against);
        const auto change = compareAudits(result, before);
        console.print("  wrong, minus those of audit " + before.id + " of " + before.source + ": " +
                      percents(change.difference, change.low, change.high));
        json["against"] = {
            {"audit", before.id}, {"difference", change.difference}, {"low", change.low}, {"high", change.high}};
    }
    console.result(json);
}

}  // namespace

void addDatasetAudit(CommandTable& table, CLI::App* group) {
    const auto a = std::make_shared<Arguments>();
    auto* audit = table.command(group, "audit", "Draw captions for people to judge, and say what share is wrong",
                                [a](ConsoleContext& c) { a->step == "create" ? create(*a, c) : report(*a, c); });
    audit->add_option("project", a->project, "Project folder")->required();
    audit->add_option("step", a->step, "create: draw and write the table; report: read the filled-in table")
        ->required()
        ->check(CLI::IsMember({"create", "report"}));
    audit->add_option("table", a->table, "The table, a CSV file")->required();
    audit->add_option("--against", a->against, "Table of an earlier audit, or of another source, to compare with");
    a->flags = std::make_unique<OptionFlags>(*audit, listFields(CaptionAuditOptions{}));
}

}  // namespace recap::cli
