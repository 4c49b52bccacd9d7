// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/commands.h"
#include "cli/project_access.h"
#include "workflow/rating_session.h"

#include <cmath>
#include <cstdio>
#include <memory>

namespace recap::cli {
namespace {

struct Arguments {
    std::string project, plan, study, rater, out;
    std::vector<std::string> files;
};

std::string percent(double share) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %%", 100 * share);
    return text;
}

void create(const Arguments& arguments, ConsoleContext& console) {
    RatingPlan plan;
    optionsFromJson(readJsonFile(arguments.plan), plan, arguments.plan);
    if (console.options().seed) plan.seed = *console.options().seed;
    const auto project = openProject(arguments.project, console);
    const auto info = createRatingStudy(*project, plan);
    console.print("Study " + std::to_string(info.id.value) + " '" + info.name + "' with " + std::to_string(info.items) +
                  " items.");
    console.result({{"study", info.id.value}, {"items", info.items}});
}

void pack(const Arguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    const auto study = findRatingStudy(*project, arguments.study);
    const auto items = packRatingStudy(*project, study, arguments.rater, arguments.out);
    console.print(std::to_string(items) + " items for " + arguments.rater + " in " + arguments.out);
    console.result({{"file", arguments.out}, {"items", items}});
}

void merge(const Arguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    const auto report = mergeRatings(*project, {arguments.files.begin(), arguments.files.end()});
    Json refused = Json::array();
    for (const auto& [what, why] : report.refused) {
        refused.push_back({{"item", what}, {"reason", why}});
        console.print("refused " + what + ": " + why);
    }
    console.print(std::to_string(report.accepted) + " answers accepted.");
    console.result({{"accepted", report.accepted}, {"refused", refused}});
}

void report(const Arguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    const auto result = ratingResult(*project, findRatingStudy(*project, arguments.study));
    console.print(result.name + ": " + std::to_string(result.responses) + " answers on " +
                  std::to_string(result.prompts) + " prompts");
    for (const auto& system : result.systems)
        console.print("  " + system.name + ": success " + percent(system.success) + " [" + percent(system.low) + ", " +
                      percent(system.high) + "], n " + std::to_string(system.n));
    for (const auto& c : result.comparisons) {
        console.print("  " + c.second + " against " + c.first + ": " + std::to_string(c.tally.second) + " wins, " +
                      std::to_string(c.tally.first) + " losses, " + std::to_string(c.tally.ties) + " ties, " +
                      std::to_string(c.tally.both_bad) + " both bad, " + std::to_string(c.tally.cannot_say) +
                      " cannot say");
        console.print("  win share " + percent(c.win_share) + " [" + percent(c.win_share_low) + ", " +
                      percent(c.win_share_high) + "] (Wilson), net win " + percent(c.net_win) + " [" +
                      percent(c.net_win_low) + ", " + percent(c.net_win_high) +
                      "] (bootstrap over prompts), sign test p " + std::to_string(c.sign_test_p));
    }
    if (std::isfinite(result.alpha)) console.print("  Krippendorff's alpha " + std::to_string(result.alpha));
    console.result(toJson(result));
}

}  // namespace

void addRate(CommandTable& table) {
    auto* group = table.group("rate", "Blind side-by-side ratings: make, hand out, take back, report");
    const auto a = std::make_shared<Arguments>();
    auto* creating = table.command(group, "create", "Fix the plan of a study on the pictures of two runs",
                                   [a](ConsoleContext& c) { create(*a, c); });
    auto* packing = table.command(group, "pack", "Write one rater's session as a file without the key",
                                  [a](ConsoleContext& c) { pack(*a, c); });
    auto* merging = table.command(group, "merge", "Take answer files back", [a](ConsoleContext& c) { merge(*a, c); });
    auto* reporting =
        table.command(group, "report", "Open the key and count", [a](ConsoleContext& c) { report(*a, c); });
    for (auto* command : {creating, packing, merging, reporting})
        command->add_option("project", a->project, "Project folder")->required();
    creating
        ->add_option("--plan", a->plan,
                     "JSON file: name, first_run, second_run, question, max_items, repeat_share, seed")
        ->required();
    for (auto* command : {packing, reporting})
        command->add_option("study", a->study, "Name or number of the study")->required();
    packing->add_option("--rater", a->rater, "Name of the rater")->required();
    packing->add_option("--out", a->out, "File to write")->required();
    merging->add_option("files", a->files, "Answer files")->required();
}

}  // namespace recap::cli
