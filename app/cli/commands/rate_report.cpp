// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands/rate_report.h"

#include "cli/wording.h"
#include "workflow/rating/rating_result_json.h"

#include <cmath>
#include <cstdio>
#include <string>

namespace recap::cli {
namespace {

std::string formatted(const char* format, double value) {
    char text[48];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string percent(double share) {
    return formatted("%.1f %%", 100 * share);
}

std::string interval(double value, double low, double high) {
    std::string text = percent(value);
    return std::isfinite(low) && std::isfinite(high) ? text + " [" + percent(low) + ", " + percent(high) + "]" : text;
}

std::string numbers(double value, double low, double high) {
    char text[96];
    std::snprintf(text, sizeof text, "%.2f [%.2f, %.2f]", value, low, high);
    return text;
}

std::string pValue(double p) {
    return formatted("p = %.4g", p);
}

// What both kinds of comparison say about success.
void printSuccess(const PairedComparison& paired, ConsoleContext& console) {
    const auto& t = paired.table;
    const auto gain = [&](const char* name, const EstimatedGain& g) {
        if (std::isfinite(g.value)) console.print(std::string("    ") + name + " " + interval(g.value, g.low, g.high));
    };
    gain("absolute gain in success", paired.absolute);
    gain("relative gain", paired.relative);
    gain("error reduction", paired.error_reduction);
    console.print("    McNemar's exact test over prompts: both succeed on " + std::to_string(t.both) +
                  ", only the first on " + std::to_string(t.only_first) + ", only the second on " +
                  std::to_string(t.only_second) + ", neither on " + std::to_string(t.neither) + ", " +
                  pValue(paired.mcnemar_p));
}

// `unit`: turns a number of the comparison's scale into text.
template <class Unit>
void printEquivalence(const ClusterEquivalence& equivalence, Unit&& unit, ConsoleContext& console) {
    console.print("    no difference larger than " + unit(equivalence.smallest_margin) +
                  " (two one-sided tests at 5 %)");
    if (equivalence.margin > 0)
        console.print("    equivalent within the plan's margin of " + unit(equivalence.margin) + ": " +
                      pValue(equivalence.p));
}

template <class Unit>
void printAnytime(const std::optional<AnytimeResult>& anytime, Unit&& unit, ConsoleContext& console) {
    if (!anytime) return;
    console.print("    at any time (95 % however often one looks): [" + unit(anytime->low) + ", " +
                  unit(anytime->high) + "], n = " + counted(anytime->sequence.prompts, "prompt"));
    console.print("    " + anytime->verdict.english());
    if (anytime->stop) console.print("    The plan's stop rule is met: rating may end.");
}

void printComparison(const ComparisonResult& c, ConsoleContext& console) {
    const auto& t = c.tally;
    console.print("  " + c.second + " against " + c.first + ": " + counted(t.second, "win") + ", " +
                  counted(t.first, "loss", "losses") + ", " + counted(t.ties, "tie") + ", " +
                  std::to_string(t.both_bad) + " both bad, " + std::to_string(t.cannot_say) + " cannot say");
    console.print("    win share " + interval(c.win_share, c.win_share_low, c.win_share_high) + ", n = " +
                  counted(c.win_share_prompts, "prompt") + " (" + counted(t.first + t.second, "answer") + ")");
    console.print("    net win " + interval(c.net_win, c.net_win_low, c.net_win_high) +
                  ", n = " + counted(c.prompts, "prompt") + " (" + counted(t.answered(), "answer") + ")");
    console.print("    sign test over prompts: " + std::to_string(c.sign_test.wins) + " won, " +
                  std::to_string(c.sign_test.losses) + " lost, " + std::to_string(c.sign_test.ties) + " undecided, " +
                  pValue(c.sign_test.p));
    console.print("    Wilcoxon signed-rank test over prompts: " + pValue(c.wilcoxon_p));
    printSuccess(c.paired, console);
    printEquivalence(c.equivalence, percent, console);
    printAnytime(c.anytime, percent, console);
}

void printLevels(const QuestionType& type, const SystemResult& system, ConsoleContext& console) {
    if (!system.levels) return;
    const auto& levels = *system.levels;
    console.print("    mean level " + numbers(levels.mean, levels.low, levels.high) + " of 1 to " +
                  std::to_string(type.levels()));
    for (const auto& answer : type.answers)
        if (answer.verdict == Verdict::Level)
            console.print("    level " + std::to_string(answer.level) + ", " + answer.label.english() + ": " +
                          percent(levelShare(system, answer.level)) + " (" +
                          counted(levels.answers[static_cast<std::size_t>(answer.level - 1)], "answer") + ")");
    if (levels.cannot_say > 0) console.print("    cannot say: " + counted(levels.cannot_say, "answer"));
}

void printDifference(const LevelDifference& d, ConsoleContext& console) {
    const auto levels = [](double value) { return formatted("%.2f", value); };
    console.print("  " + d.second + " against " + d.first + ": mean difference " +
                  numbers(d.difference, d.low, d.high) + ", n = " + counted(d.prompts, "prompt"));
    console.print("    Wilcoxon signed-rank test over prompts: " + pValue(d.wilcoxon_p));
    printSuccess(d.paired, console);
    printEquivalence(d.equivalence, levels, console);
    printAnytime(d.anytime, levels, console);
}

void printNumbers(const RatingResult& result, const RatingNumbers& shown, ConsoleContext& console) {
    for (const auto& system : shown.systems) {
        if (system.n == 0) {
            console.print("  " + system.name + ": no answers yet");
            continue;
        }
        console.print("  " + system.name + ": success " + interval(system.success, system.low, system.high) +
                      ", n = " + counted(system.prompts, "prompt") + " (" + counted(system.n, "answer") +
                      ", over which [" + percent(system.answers_low) + ", " + percent(system.answers_high) + "])");
        printLevels(*result.type, system, console);
    }
    if (result.responses == 0) return;
    for (const auto& difference : shown.differences) printDifference(difference, console);
    for (const auto& comparison : shown.comparisons) printComparison(comparison, console);
}

void printCategories(const RatingResult& result, ConsoleContext& console) {
    for (const auto& category : result.categories) {
        std::string line = "  category " + (category.name.empty() ? std::string("(none)") : category.name) + ", " +
                           counted(category.prompts, "prompt") + ": ";
        for (const auto& c : category.numbers.comparisons)
            line += "net win " + interval(c.net_win, c.net_win_low, c.net_win_high);
        for (const auto& d : category.numbers.differences)
            line += "mean difference " + numbers(d.difference, d.low, d.high);
        console.print(line + ", " + pValue(category.p) + ", adjusted for all categories (Holm) " +
                      formatted("%.4g", category.holm_p));
    }
}

void printRaters(const RatingResult& result, ConsoleContext& console) {
    if (std::isfinite(result.alpha)) console.print("  Krippendorff's alpha " + std::to_string(result.alpha));
    for (const auto& measure : result.agreement)
        if (std::isfinite(measure.interval.value))
            console.print("    " + measure.name + " " +
                          numbers(measure.interval.value, measure.interval.low, measure.interval.high) + ", " +
                          counted(measure.interval.items, "item"));
    if (result.position_bias && result.position_bias->left + result.position_bias->right > 0) {
        const auto& bias = *result.position_bias;
        console.print("  left was chosen in " + interval(bias.share.rate, bias.share.low, bias.share.high) + " of " +
                      counted(bias.left + bias.right, "choice") + ", " + pValue(bias.p));
    }
    for (const auto& [rater, quality] : result.rater_quality) {
        std::string line = "  rater " + rater + ": " + counted(quality.answers, "answer") + ", median " +
                           formatted("%.1f s", quality.median_seconds) + ", " + percent(quality.same_answer) +
                           " one answer, longest run " + std::to_string(quality.longest_run);
        if (quality.repeats > 0)
            line += ", " + percent(quality.consistency) + " of " + counted(quality.repeats, "repeat") + " alike";
        console.print(line);
    }
}

void printExclusion(const RatingResult& result, ConsoleContext& console) {
    if (result.exclusion.empty()) return;
    if (result.excluded.empty()) {
        console.print("  the plan's rule leaves no rater out");
        return;
    }
    for (const auto& [rater, reason] : result.excluded)
        console.print("  left out by the plan's rule: " + rater + " (" + exclusionName(reason) + ")");
    console.print("without these raters:");
    if (result.without_excluded) printNumbers(result, *result.without_excluded, console);
}

}  // namespace

void printReport(const RatingResult& result, ConsoleContext& console) {
    console.print(result.name + ": " + counted(result.responses, "answer") + " on " +
                  counted(result.prompts, "prompt") + "; intervals (95 %) and the tests are over prompts");
    printNumbers(result, result, console);
    if (result.responses > 0) printCategories(result, console);
    printRaters(result, console);
    printExclusion(result, console);
    for (const auto& o : result.openings)
        console.print("  opened by " + o.who + " on " + isoTime(o.time_ms) + " after " + counted(o.answers, "answer"));
    for (const auto& picture : result.changed_pictures)
        console.print("  warning: the picture " + picture + " is not the one for which the plan was fixed");
    console.print("definitions:");
    const Json definitions = ratingDefinitions(*result.type);
    for (const auto& definition : definitions.items())
        console.print("  " + definition.key() + ": " + definition.value().get<std::string>());
}

void printRanking(const RatingRanking& ranking, ConsoleContext& console) {
    console.print("Davidson's model of " + counted(ranking.answers, "answer") + " to " +
                  counted(ranking.prompts, "prompt") + ", " + counted(ranking.ties, "tie") +
                  "; log strengths with 95 % intervals over prompts");
    std::size_t place = 0;
    for (const auto& s : ranking.systems)
        console.print("  " + std::to_string(++place) + ". " + s.name + ": " + numbers(s.log_strength, s.low, s.high) +
                      formatted(", Elo %.0f, ", s.elo) + counted(s.answers, "answer"));
    for (const auto& p : ranking.pairs)
        console.print("  " + p.better + " against " + p.worse + ": " + numbers(p.difference, p.low, p.high) + ", " +
                      pValue(p.p) + ", adjusted for all pairs (Holm) " + formatted("%.4g", p.holm_p));
}

}  // namespace recap::cli
