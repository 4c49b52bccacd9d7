// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_result_json.h"

#include "workflow/rating/rating_result_internal.h"

#include <cmath>

namespace recap {
namespace {

// JSON has no NaN.
Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

// {"value", "low", "high"} of anything that has these.
template <class Interval>
Json intervalJson(const Interval& interval) {
    return {{"value", number(interval.value)}, {"low", number(interval.low)}, {"high", number(interval.high)}};
}

Json limitsJson(const SequenceLimits& limits) {
    return Json::array({number(limits.low), number(limits.high)});
}

Json levelsJson(const QuestionType& type, const SystemResult& system) {
    const auto& levels = *system.levels;
    Json shares = Json::array();
    for (const auto& answer : type.answers) {
        if (answer.verdict != Verdict::Level) continue;
        const auto n = levels.answers[static_cast<std::size_t>(answer.level - 1)];
        shares.push_back({{"level", answer.level},
                          {"label", answer.label.english()},
                          {"n", n},
                          {"share", levelShare(system, answer.level)}});
    }
    return {{"mean", number(levels.mean)},
            {"mean_low", levels.low},
            {"mean_high", levels.high},
            {"levels", shares},
            {"cannot_say", levels.cannot_say}};
}

// By every method that a reader may ask for, as if each answer came from a prompt of its own.
Json answerIntervals(const SystemResult& system) {
    Json intervals = Json::object();
    const auto n = static_cast<double>(system.n);
    for (const auto& [method, name] : kProportionMethodNames) {
        const auto interval = proportionInterval(method, system.success * n, n);
        intervals[std::string(name)] = Json::array({interval.low, interval.high});
    }
    return intervals;
}

Json systemsJson(const QuestionType& type, const RatingNumbers& numbers) {
    Json systems = Json::array();
    for (const auto& s : numbers.systems) {
        systems.push_back({{"name", s.name},
                           {"success", s.success},
                           {"low", s.low},
                           {"high", s.high},
                           {"n", s.n},
                           {"prompts", s.prompts},
                           {"answers_low", s.answers_low},
                           {"answers_high", s.answers_high},
                           {"answers_intervals", answerIntervals(s)}});
        if (s.levels) systems.back().update(levelsJson(type, s));
    }
    return systems;
}

Json anytimeJson(const AnytimeResult& anytime) {
    const auto& sequence = anytime.sequence;
    const auto decision = sequence.decision == Decision::SecondBetter  ? "second"
                          : sequence.decision == Decision::FirstBetter ? "first"
                          : sequence.decision == Decision::Equivalent  ? "equivalent"
                          : beyondThePlan(sequence)                    ? "beyond_the_plan"
                                                                       : "undecided";
    Json json = {{"low", anytime.low},
                 {"high", anytime.high},
                 {"p", sequence.p},
                 {"decision", decision},
                 {"verdict", anytime.verdict.english()},
                 {"stop", anytime.stop},
                 {"prompts", sequence.prompts},
                 {"prompts_left", sequence.remaining},
                 {"decided_after_prompts", sequence.decided_at > 0 ? Json(sequence.decided_at) : Json(nullptr)},
                 {"more_prompts", sequence.more ? Json(*sequence.more) : Json(nullptr)},
                 {"chance", sequence.chance ? Json(*sequence.chance) : Json(nullptr)},
                 {"empirical_bernstein", limitsJson(anytime.bernstein)},
                 {"hoeffding", limitsJson(anytime.hoeffding)}};
    if (anytime.mixture) json["beta_mixture"] = limitsJson(*anytime.mixture);
    return json;
}

// What comparisons of both kinds say about success.
Json pairedJson(const PairedComparison& paired, const ClusterEquivalence& equivalence) {
    const auto& table = paired.table;
    const auto& majority = paired.majority_difference;
    return {{"absolute_gain_low", paired.absolute.low},
            {"absolute_gain_high", paired.absolute.high},
            {"relative_gain_low", number(paired.relative.low)},
            {"relative_gain_high", number(paired.relative.high)},
            {"error_reduction", number(paired.error_reduction.value)},
            {"error_reduction_low", number(paired.error_reduction.low)},
            {"error_reduction_high", number(paired.error_reduction.high)},
            {"mcnemar",
             {{"both", table.both},
              {"only_first", table.only_first},
              {"only_second", table.only_second},
              {"neither", table.neither},
              {"p", paired.mcnemar_p},
              {"difference", majority.difference},
              {"low", majority.low},
              {"high", majority.high}}},
            {"equivalence",
             {{"margin", equivalence.margin > 0 ? Json(equivalence.margin) : Json(nullptr)},
              {"p", equivalence.margin > 0 ? Json(equivalence.p) : Json(nullptr)},
              {"low_90", equivalence.low},
              {"high_90", equivalence.high},
              {"smallest_margin", equivalence.smallest_margin}}}};
}

Json comparisonJson(const ComparisonResult& c) {
    return {{"first", c.first},
            {"second", c.second},
            {"wins", c.tally.second},
            {"losses", c.tally.first},
            {"ties", c.tally.ties},
            {"both_bad", c.tally.both_bad},
            {"cannot_say", c.tally.cannot_say},
            {"n", c.tally.answered()},
            {"prompts", c.prompts},
            {"win_share", c.win_share},
            {"win_share_low", c.win_share_low},
            {"win_share_high", c.win_share_high},
            {"win_share_prompts", c.win_share_prompts},
            {"net_win", c.net_win},
            {"net_win_low", c.net_win_low},
            {"net_win_high", c.net_win_high},
            {"absolute_gain", c.absolute_gain},
            {"relative_gain", c.relative_gain},
            {"prompts_won", c.sign_test.wins},
            {"prompts_lost", c.sign_test.losses},
            {"prompts_undecided", c.sign_test.ties},
            {"sign_test_p", c.sign_test.p},
            {"wilcoxon_p", c.wilcoxon_p}};
}

Json differenceJson(const LevelDifference& d) {
    return {{"first", d.first},
            {"second", d.second},
            {"mean_difference", d.difference},
            {"mean_difference_low", d.low},
            {"mean_difference_high", d.high},
            {"prompts", d.prompts},
            {"wilcoxon_p", d.wilcoxon_p},
            {"absolute_gain", d.absolute_gain},
            {"relative_gain", d.relative_gain}};
}

Json comparisonsJson(const RatingNumbers& numbers) {
    Json comparisons = Json::array();
    const auto add = [&](Json json, const auto& comparison) {
        json.update(pairedJson(comparison.paired, comparison.equivalence));
        if (comparison.anytime) json["anytime"] = anytimeJson(*comparison.anytime);
        comparisons.push_back(std::move(json));
    };
    for (const auto& c : numbers.comparisons) add(comparisonJson(c), c);
    for (const auto& d : numbers.differences) add(differenceJson(d), d);
    return comparisons;
}

Json agreementJson(const RatingResult& result) {
    Json measures = Json::array();
    for (const auto& measure : result.agreement) {
        measures.push_back({{"name", measure.name}, {"items", measure.interval.items}});
        measures.back().update(intervalJson(measure.interval));
    }
    return {{"krippendorff_alpha", number(result.alpha)},
            {"low", number(result.alpha_low)},
            {"high", number(result.alpha_high)},
            {"measures", measures}};
}

Json ratersJson(const RatingResult& result) {
    Json raters = Json::array();
    for (const auto& [rater, quality] : result.rater_quality)
        raters.push_back({{"rater", rater},
                          {"answers", quality.answers},
                          {"consistency", number(quality.consistency)},
                          {"repeats", quality.repeats},
                          {"median_seconds", number(quality.median_seconds)},
                          {"same_answer", number(quality.same_answer)},
                          {"longest_run", quality.longest_run},
                          {"left", quality.left},
                          {"right", quality.right}});
    return raters;
}

// The rule of the plan, who it leaves out, and what comes out without them.
Json exclusionJson(const RatingResult& result) {
    Json excluded = Json::array();
    for (const auto& [rater, reason] : result.excluded)
        excluded.push_back({{"rater", rater}, {"reason", exclusionName(reason)}});
    Json json = {{"min_consistency", result.exclusion.min_consistency},
                 {"min_seconds", result.exclusion.min_seconds},
                 {"max_same_answer", result.exclusion.max_same_answer},
                 {"excluded", excluded}};
    if (!result.without_excluded) return json;
    json["systems"] = systemsJson(*result.type, *result.without_excluded);
    json["comparisons"] = comparisonsJson(*result.without_excluded);
    return json;
}

Json positionJson(const PositionBias& bias) {
    return {{"left", bias.left},     {"right", bias.right},     {"share", number(bias.share.rate)},
            {"low", bias.share.low}, {"high", bias.share.high}, {"p", bias.p}};
}

Json categoriesJson(const RatingResult& result) {
    Json categories = Json::array();
    for (const auto& category : result.categories)
        categories.push_back({{"name", category.name},
                              {"prompts", category.prompts},
                              {"systems", systemsJson(*result.type, category.numbers)},
                              {"comparisons", comparisonsJson(category.numbers)},
                              {"p", category.p},
                              {"holm_p", category.holm_p}});
    return categories;
}

Json openingsJson(const RatingResult& result) {
    Json openings = Json::array();
    for (const auto& o : result.openings)
        openings.push_back({{"who", o.who}, {"time", isoTime(o.time_ms)}, {"answers", o.answers}});
    return openings;
}

}  // namespace

Json ratingDefinitions(const QuestionType& type) {
    Json definitions = {
        {"unit",
         "the prompt: all answers to a prompt count as one unit in intervals and tests; the raters are "
         "taken as they are"},
        {"success", rating_internal::successDefinition(type)},
        {"interval",
         "95 %: Wilson's interval with the effective number of answers that the variance between "
         "prompts leaves, Student's t with prompts - 1 degrees of freedom"},
        {"answers_low", "to answers_high: Wilson's interval over answers, as if each came from a prompt of its own"},
        {"absolute_gain", "success of second - success of first"},
        {"relative_gain", "(success of second - success of first) / success of first"},
        {"error_reduction", "(success of second - success of first) / (1 - success of first)"},
        {"mcnemar",
         "exact, two-sided, over prompts; a system succeeds on a prompt when more than half of the answers say so; "
         "difference: second - first, Newcombe's paired interval"},
        {"equivalence",
         "two one-sided tests at 5 %; smallest_margin: no difference larger than this, the end of the 90 % interval "
         "farther from 0"},
        {"anytime",
         "hedged betting interval (Waudby-Smith and Ramdas 2024), 95 % at all times together; a prompt counts once, "
         "when it has the answers that the plan asks for"},
        {"exclusion", "the plan's rule; results without the raters it leaves out stand beside those of all"},
        {"holm_p", "p of a category, adjusted for all categories (Holm)"},
        {"fleiss_kappa", "over items with the most common number of answers; jackknife over prompts"},
        {"cohen_kappa", "mean over pairs of raters, weighted by common items; jackknife over prompts"}};
    if (type.sideBySide())
        definitions.update(
            {{"win_share", "wins / (wins + losses) of the second system"},
             {"net_win", "(wins - losses) / answers of the second system"},
             {"sign_test_p", "exact, two-sided, over prompts with more wins than losses or the other way"},
             {"wilcoxon_p", "signed-rank test of the prompts' net preference, two-sided"},
             {"position_bias", "share of the left among answers that choose a picture; exact sign test"},
             {"krippendorff_alpha", "nominal; interval by bootstrap over prompts, of `measures` by jackknife"}});
    else
        definitions.update(
            {{"mean", "mean level over all answers other than cannot_say; 1 is the worst"},
             {"mean_difference", "mean over prompts of the second system's mean level - the first's"},
             {"wilcoxon_p", "signed-rank test of the prompts' differences, two-sided"},
             {"krippendorff_alpha", "ordinal; interval by bootstrap over prompts, of `measures` by jackknife"}});
    return definitions;
}

Json toJson(const RatingResult& result) {
    return {{"study", result.study.value},
            {"name", result.name},
            {"question_type", result.type->id},
            {"question", result.question},
            {"plan_hash", result.plan_hash},
            {"unit", "prompt"},
            {"prompts", result.prompts},
            {"responses", result.responses},
            {"stop_rule", result.stop_rule},
            {"answers_per_prompt", result.answers_per_prompt},
            {"systems", systemsJson(*result.type, result)},
            {"comparisons", comparisonsJson(result)},
            {"agreement", agreementJson(result)},
            {"position_bias", result.position_bias ? positionJson(*result.position_bias) : Json(nullptr)},
            {"exclusion", exclusionJson(result)},
            {"categories", categoriesJson(result)},
            {"raters", ratersJson(result)},
            {"openings", openingsJson(result)},
            {"changed_pictures", result.changed_pictures},
            {"definitions", ratingDefinitions(*result.type)}};
}

}  // namespace recap
