// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/caption_quality.h"

#include "cli/at_least.h"
#include "cli/project_access.h"
#include "cli/user_name.h"
#include "workflow/dataset/caption_promotion.h"
#include "workflow/dataset/caption_quality_job.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>

namespace recap::cli {
namespace {

struct QualityArguments {
    std::string project, run;
    CaptionQualityRequest request;
    std::int64_t shown = 10;
    CLI::Option* against = nullptr;
};

std::string decimals(double value, const char* format) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), format, value);
    return text.data();
}

std::string line(const LengthSummary& lengths) {
    return "mean " + decimals(lengths.mean, "%.1f") + ", median " + std::to_string(lengths.p50) + ", 95 % up to " +
           std::to_string(lengths.p95) + ", longest " + std::to_string(lengths.max);
}

void print(ConsoleContext& console, const std::string& title, const std::vector<ScoredCaption>& list,
           std::int64_t most) {
    if (list.empty() || most == 0) return;
    console.print(title);
    for (std::size_t i = 0; i < std::min(static_cast<std::size_t>(most), list.size()); ++i)
        console.print("  " + list[i].key + "  " + decimals(list[i].score, "%.4f") +
                      (list[i].against ? " (" + decimals(list[i].score - *list[i].against, "%+.4f") + ")" : "") + "  " +
                      list[i].text);
}

void print(ConsoleContext& console, const std::string& title, const std::vector<SaidText>& list, std::int64_t all,
           std::int64_t most) {
    if (list.empty() || most == 0) return;
    console.print(title);
    for (std::size_t i = 0; i < std::min(static_cast<std::size_t>(most), list.size()); ++i) {
        const double share = 100.0 * static_cast<double>(list[i].images) / static_cast<double>(all);
        console.print("  " + std::to_string(list[i].images) + "  " + decimals(share, "%.1f") + " %  " + list[i].text);
    }
}

// Without --against it is the alt text, which a project need not have.
void requireOther(Project& project, const std::string& against, const std::string& source) {
    if (against == source) throw UsageError("--against must name another source than --source.");
    const auto sources = project.captions().sources();
    if (std::none_of(sources.begin(), sources.end(), [&](const auto& known) { return known.name == against; }))
        throw Error(ErrorCode::NotFound, message("The project has no caption source '%1'.", against));
}

void quality(const QualityArguments& arguments, ConsoleContext& console) {
    const auto project = openProject(arguments.project, console);
    auto request = arguments.request;
    if (!arguments.run.empty()) request.selection.run = requireRun(*project, arguments.run).id;
    if (arguments.run.empty() && request.selection.source.empty())
        throw UsageError("--source or --run is missing: whose captions should be looked at?");
    if (arguments.against->count() > 0) requireOther(*project, request.against, request.selection.source);
    CaptionQualityJob job(project, request);
    runJob(job, console);
    const auto& found = job.quality();
    const auto& source = found.selection.source;
    if (found.captions == 0)
        throw Error(ErrorCode::NotFound,
                    message("No caption of %1 is selected by the query %2.", source, captionQuery(found.selection)));
    console.print(std::to_string(found.captions) + " captions in " + source +
                  (found.run_name.empty() ? "" : " by the run '" + found.run_name + "'") + ", " +
                  std::to_string(found.corrected) + " captions of the source corrected by a person.");
    for (const auto& filter : found.filters)
        console.print("  " + std::to_string(filter.images) + "  " + filter.title.english() + "  [" + filter.query +
                      "]");
    console.print("Words: " + line(found.words) + "; " + found.against + ": " + line(found.against_words) + ".");
    console.print("CLIP tokens: " + line(found.tokens) + "; " + found.against + ": " + line(found.against_tokens) +
                  ".");
    if (found.scored == 0)
        console.print("None of these captions has a CLIPScore yet: score the captions first (recap dataset score).");
    else
        console.print("CLIPScore: mean " + decimals(found.mean_clip, "%.4f") + " of " + std::to_string(found.scored) +
                      " captions; " + decimals(found.mean_difference, "%+.4f") + " on average compared with " +
                      found.against + ", higher for " + std::to_string(found.higher) + " of " +
                      std::to_string(found.pairs.size()) + " images.");
    print(console, "Lowest CLIPScore:", found.lowest, arguments.shown);
    print(console, "Highest CLIPScore:", found.highest, arguments.shown);
    print(console, "Lost most against " + found.against + ":", found.lost, arguments.shown);
    print(console, "Gained most over " + found.against + ":", found.gained, arguments.shown);
    print(console, "Repeated phrases:", found.phrases, found.captions, arguments.shown);
    print(console, "Words that no other caption of the image has:", found.own_words, found.captions, arguments.shown);
    console.result(captionQualityToJson(found));
}

void addQuality(CommandTable& table, CLI::App* group) {
    const auto arguments = std::make_shared<QualityArguments>();
    auto* command = table.command(
        group, "quality",
        "Count reasons to look at the captions of a source or a run, compare lengths and CLIPScores with the alt text",
        [arguments](ConsoleContext& console) { quality(*arguments, console); });
    auto& request = arguments->request;
    command->add_option("project", arguments->project, "Project folder")->required();
    command->add_option("--source", request.selection.source, "Caption source, e.g. recap_short");
    command->add_option("--run", arguments->run, "Only captions that this recaption run wrote (name or number)");
    arguments->against =
        command->add_option("--against", request.against, "Source to compare with")->capture_default_str();
    command->add_option("--filter", request.selection.filter, "Query of the images; all when it is left out");
    command->add_option("--low-clip", request.low_clip, "CLIPScore below which a caption is counted")
        ->check(CLI::Range(-1.0, 1.0))
        ->capture_default_str();
    command->add_option("--show", arguments->shown, "How many captions, phrases and words of each list to print")
        ->check(atLeast(0))
        ->capture_default_str();
}

void addPromote(CommandTable& table, CLI::App* group) {
    struct Arguments {
        std::string project;
        PromotionRequest request;
        bool preview = false;
    };
    const auto arguments = std::make_shared<Arguments>();
    auto* command = table.command(
        group, "promote", "Add captions that a person corrected to the human captions, for the next captioner",
        [arguments](ConsoleContext& console) {
            const auto project = openProject(arguments->project, console);
            auto request = arguments->request;
            if (request.to.empty()) request.to = humanSourceOf(request.from);
            const auto count =
                arguments->preview
                    ? countPromotion(*project, request)
                    : promoteCaptions(*project, request, "Add corrected captions to " + request.to, userName());
            console.print(std::to_string(count.corrected) + " corrected captions in " + request.from + ": " +
                          std::to_string(count.added) + (arguments->preview ? " would be added to " : " added to ") +
                          request.to + ", " + std::to_string(count.present) + " images have a caption there already.");
            console.result({{"from", request.from},
                            {"to", request.to},
                            {"corrected", count.corrected},
                            {"added", count.added},
                            {"present", count.present}});
        });
    command->add_option("project", arguments->project, "Project folder")->required();
    command->add_option("--from", arguments->request.from, "Caption source of the corrected captions")->required();
    command->add_option("--to", arguments->request.to,
                        "Source of human captions; human_long for recap_long, else human_short when it is left out");
    command->add_option("--filter", arguments->request.filter, "Query of the images; all when it is left out");
    command->add_flag("--preview", arguments->preview, "Only count");
}

}  // namespace

void addCaptionQuality(CommandTable& table, CLI::App* group) {
    addQuality(table, group);
    addPromote(table, group);
}

}  // namespace recap::cli
