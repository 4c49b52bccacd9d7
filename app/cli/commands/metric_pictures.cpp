// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/metric_pictures.h"

#include "base/error.h"
#include "base/hash.h"
#include "cli/at_least.h"
#include "cli/commands/commands.h"
#include "cli/project_access.h"
#include "cli/study_table.h"
#include "cli/wording.h"
#include "workflow/results/metric_facts.h"
#include "workflow/results/results_table.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

namespace recap::cli {
namespace {

struct Arguments {
    std::string project, run, metric, judge, weights;
    std::string prompt_set;  // file, or the first digits of its digest, or "none"
    std::optional<std::int64_t> step, worst, best;
};

constexpr std::int64_t kPictures = 20;

bool isOfSet(const MetricRecord& number, const std::string& promptSet) {
    if (promptSet.empty()) return true;
    if (promptSet == "none") return number.prompt_set.empty();
    if (std::filesystem::is_regular_file(promptSet)) return number.prompt_set == sha256File(promptSet);
    return number.prompt_set.starts_with(promptSet);
}

std::string described(const MetricRecord& number) {
    std::string text = "--judge '" + number.judge + "' --step " + std::to_string(number.step) + " --prompt-set " +
                       (number.prompt_set.empty() ? "none" : number.prompt_set.substr(0, 8));
    if (!number.weights.empty()) text += " --weights " + number.weights;
    return text + " (judge's weights " + number.judge_hash.substr(0, 8) + ")";
}

MetricRecord chosenNumber(Project& project, const Arguments& arguments) {
    const auto run = requireRun(project, arguments.run);
    auto numbers = project.metrics().list(run.id);
    std::erase_if(numbers, [&](const MetricRecord& number) {
        return (number.name != arguments.metric && metricExportName(number.name, number.judge) != arguments.metric) ||
               (!arguments.judge.empty() && number.judge != arguments.judge) ||
               (!arguments.weights.empty() && number.weights != arguments.weights) ||
               (arguments.step && number.step != *arguments.step) || !isOfSet(number, arguments.prompt_set);
    });
    if (numbers.empty())
        throw Error(ErrorCode::NotFound,
                    message("The run '%1' has no number '%2' of this kind; 'recap metrics show' lists its numbers.",
                            run.name, arguments.metric));
    if (numbers.size() == 1) return numbers.front();
    std::string known;
    for (const auto& number : numbers) known += "\n  " + described(number);
    throw Error(ErrorCode::InvalidOption, message("The run '%1' has several numbers '%2'; say which one is meant:%3",
                                                  run.name, arguments.metric, known));
}

Json pictureJson(const MetricPicture& picture) {
    Json row{{"path", picture.path.string()}, {"prompt", picture.prompt}, {"seed", picture.seed}};
    row["value"] = std::isfinite(picture.value) ? Json(picture.value) : Json();
    if (!picture.problem.empty()) row["problem"] = picture.problem.english();
    row["wanted"] = picture.wanted.english();
    row["seen"] = picture.seen.english();
    row["boxes"] = Json::array();
    for (const auto& box : picture.boxes)
        row["boxes"].push_back({{"label", box.label}, {"score", box.score}, {"box", {box.x0, box.y0, box.x1, box.y1}}});
    return row;
}

std::string asText(const std::vector<MetricPicture>& pictures) {
    std::vector<std::vector<std::string>> cells{{"Picture", "value", "wanted", "seen", "prompt"}};
    for (const auto& picture : pictures)
        cells.push_back({picture.path.string(), resultText(picture.value, 3), picture.wanted.english(),
                         picture.problem.empty() ? picture.seen.english() : picture.problem.english(), picture.prompt});
    return aligned(cells);
}

void list(const Arguments& arguments, ConsoleContext& console) {
    if (arguments.worst && arguments.best) throw UsageError("Name --worst or --best, not both.");
    const auto project = openProject(arguments.project, console);
    const auto number = chosenNumber(*project, arguments);
    auto pictures = metricPictures(*project, number);
    const auto all = std::ssize(pictures);
    const auto wanted = arguments.worst.value_or(arguments.best.value_or(kPictures));
    if (arguments.best) {
        // Those that could not be judged are neither good nor bad.
        std::erase_if(pictures, [](const MetricPicture& picture) { return !picture.problem.empty(); });
        std::reverse(pictures.begin(), pictures.end());
    }
    if (wanted > 0 && wanted < std::ssize(pictures)) pictures.resize(static_cast<std::size_t>(wanted));
    const auto reason = whyNoPictures(*project, number).english();
    const auto undefined = undefinedReason(number).english();
    console.print(metricTitle(number.name, number.judge, number.card) + ": " +
                  (undefined.empty() ? resultText(number.value, 3) : "no value, because " + undefined) + ", " +
                  described(number));
    if (!reason.empty()) console.print(reason);
    if (!pictures.empty()) console.print(asText(pictures));
    if (std::ssize(pictures) < all)
        console.print(std::to_string(pictures.size()) + " of " + counted(all, "picture") + "; --worst 0 lists all.");
    Json rows = Json::array();
    for (const auto& picture : pictures) rows.push_back(pictureJson(picture));
    Json result{{"run", arguments.run}, {"metric", number.name}, {"judge", number.judge}, {"step", number.step}};
    result["weights"] = number.weights;
    result["prompt_set"] = number.prompt_set;
    result["value"] = number.value;
    if (!undefined.empty()) result["undefined"] = undefined;
    if (!reason.empty()) result["reason"] = reason;
    result["count"] = all;
    result["pictures"] = std::move(rows);
    console.result(result);
}

}  // namespace

void addMetricPictures(CommandTable& table, CLI::App* group) {
    const auto arguments = std::make_shared<Arguments>();
    auto* command = table.command(group, "pictures",
                                  "List the pictures behind a number, the worst first: what each contributes, what its "
                                  "prompt asks for and what the judge saw",
                                  [arguments](ConsoleContext& console) { list(*arguments, console); });
    command->add_option("project", arguments->project, "Project folder")->required();
    command->add_option("--run", arguments->run, "Run, by name or number")->required();
    command->add_option("--metric", arguments->metric, "Metric, for example soa_c")->required();
    command->add_option("--judge", arguments->judge, "Judge, where several computed the metric");
    command->add_option("--step", arguments->step, "Step of the pictures, where there are numbers of several");
    command->add_option("--prompt-set", arguments->prompt_set,
                        "Prompt set, where there are numbers of several: its file, the first digits of its SHA-256, or "
                        "'none'");
    command->add_option("--weights", arguments->weights,
                        "Weights that drew the pictures, where there are numbers of several: average");
    command
        ->add_option("--worst", arguments->worst,
                     "Number of pictures that are listed, the worst first; 0 lists all; default: 20")
        ->check(atLeast(0));
    command->add_option("--best", arguments->best, "The same, the best first")->check(atLeast(0));
}

}  // namespace recap::cli
