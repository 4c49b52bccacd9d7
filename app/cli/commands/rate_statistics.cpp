// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/rate_statistics.h"

#include "cli/commands/rate_report.h"
#include "cli/option_flags.h"
#include "cli/project_access.h"
#include "workflow/rating/rating_openings.h"
#include "workflow/rating/rating_power.h"
#include "workflow/rating/rating_ranking.h"
#include "workflow/rating/rating_study.h"

#include <cstdio>
#include <memory>

namespace recap::cli {
namespace {

struct Arguments {
    std::string project, by;
    std::vector<std::string> studies;
    std::unique_ptr<OptionFlags> power;
};

void power(const Arguments& arguments, ConsoleContext& console) {
    RatingPowerOptions options;
    optionsFromJson(arguments.power->given(console.options()), options, "the command line");
    requireValidFlags(options);
    const auto result = ratingPower(options);
    for (const auto& sentence : result.sentences) console.print(sentence.english());
    for (const auto& point : result.curve) {
        char line[64];
        std::snprintf(line, sizeof line, "  win rate %.0f %%: seen in %.0f of 100", 100 * point.win_rate,
                      100 * point.power);
        console.print(line);
    }
    console.result(toJson(result));
}

void rank(const Arguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    std::vector<StudyId> studies;
    for (const auto& study : arguments.studies) studies.push_back(findRatingStudy(*project, study));
    const auto ranking = ratingRanking(*project, studies, arguments.by.empty() ? loginName() : arguments.by);
    printRanking(ranking, console);
    console.result(toJson(ranking));
}

}  // namespace

void addRateStatistics(CommandTable& table, CLI::App* group) {
    const auto a = std::make_shared<Arguments>();
    auto* planning = table.command(group, "power", "Say how often a study side by side would see a true win rate",
                                   [a](ConsoleContext& c) { power(*a, c); });
    a->power = std::make_unique<OptionFlags>(*planning, listFields(RatingPowerOptions{}));
    auto* ranking = table.command(group, "rank", "Open the results of studies side by side and rank all their systems",
                                  [a](ConsoleContext& c) { rank(*a, c); });
    ranking->add_option("project", a->project, "Project folder")->required();
    ranking->add_option("studies", a->studies, "Names or numbers of rating studies")->required();
    ranking->add_option("--by", a->by, "Who opens the results; default: your login name");
}

}  // namespace recap::cli
