// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_result.h"

#include "metrics/bootstrap.h"
#include "rating/agreement.h"
#include "workflow/rating/rating_levels_internal.h"
#include "workflow/rating/rating_openings_internal.h"
#include "workflow/rating/rating_pictures_internal.h"
#include "workflow/rating/rating_preferences_internal.h"
#include "workflow/rating/rating_result_internal.h"

#include <cmath>
#include <set>

namespace recap {
namespace rating_internal {

std::vector<Judged> unblind(const OpenStudy& study, const std::vector<ResponseRecord>& responses) {
    std::vector<Judged> judged;
    for (const auto& response : responses) {
        const auto* item = findItem(study, response.item);
        if (item == nullptr) continue;
        const bool firstSystemFirst = response.left == pictureCode(study, *item, true);
        const auto& answer = study.type->requireAnswer(response.answer);
        judged.push_back({response, item, &answer, firstSystemFirst, outcomeOf(answer.verdict, firstSystemFirst)});
    }
    return judged;
}

std::string successDefinition(const QuestionType& type) {
    if (type.sideBySide()) return "preferred or tied, of the answers other than cannot_say; repeats are left out";
    return "level " + std::to_string(type.success_level) + " or higher, of the answers other than cannot_say";
}

}  // namespace rating_internal

namespace {

using rating_internal::Judged;
using rating_internal::OpenStudy;

constexpr std::size_t kReplicates = 500;
constexpr std::uint64_t kBootstrapSeed = 1;

std::int64_t promptsOf(const std::vector<Judged>& judged) {
    std::set<std::string> prompts;
    for (const auto& j : judged)
        if (j.design->repeat_of.empty()) prompts.insert(j.design->prompt);
    return static_cast<std::int64_t>(prompts.size());
}

// What agreement compares; nullopt for no answer.
std::optional<double> ratingOf(const Judged& judged) {
    if (judged.answer->verdict == Verdict::CannotSay) return std::nullopt;
    if (judged.answer->verdict == Verdict::Level) return judged.answer->level;
    return static_cast<double>(judged.outcome);
}

// The rows of each prompt, a row for each item; rows of one prompt are drawn together.
std::vector<RatingTable> rowsByPrompt(const std::vector<Judged>& judged) {
    std::map<std::string, std::size_t> column;
    for (const auto& j : judged) column.emplace(j.response.rater, column.size());
    std::map<std::string, std::map<std::string, RatingTable::value_type>> rows;
    for (const auto& j : judged) {
        const auto rating = ratingOf(j);
        if (!j.design->repeat_of.empty() || !rating) continue;
        auto& row = rows[j.design->prompt][j.response.item];
        row.resize(column.size());
        row[column[j.response.rater]] = rating;
    }
    std::vector<RatingTable> tables;
    for (const auto& [prompt, items] : rows) {
        auto& table = tables.emplace_back();
        for (const auto& [item, row] : items) table.push_back(row);
    }
    return tables;
}

Scale scaleOf(const QuestionType& type) {
    return type.levels() > 0 ? Scale::Ordinal : Scale::Nominal;
}

void addAgreement(RatingResult& result, const std::vector<Judged>& judged) {
    const auto prompts = rowsByPrompt(judged);
    const Scale scale = scaleOf(*result.type);
    const auto alpha = [&](std::span<const double> weights) {
        RatingTable drawn;
        for (std::size_t i = 0; i < prompts.size(); ++i)
            for (int copies = static_cast<int>(weights[i]); copies > 0; --copies)
                drawn.insert(drawn.end(), prompts[i].begin(), prompts[i].end());
        return krippendorffAlpha(drawn, scale);
    };
    const auto draws = drawPromptWeights(prompts.size(), kReplicates, kBootstrapSeed);
    const auto interval = bootstrapInterval(draws, prompts.size(), alpha);
    result.alpha = interval.value;
    result.alpha_low = interval.low;
    result.alpha_high = interval.high;
}

void addRaters(RatingResult& result, const std::vector<Judged>& judged) {
    std::map<std::string, std::map<std::string, Outcome>> byRater;
    for (const auto& j : judged) {
        byRater[j.response.rater][j.response.item] = j.outcome;
        ++result.rater_answers[j.response.rater];
    }
    std::map<std::string, std::vector<RepeatPair>> pairs;
    for (const auto& j : judged) {
        const auto& answers = byRater[j.response.rater];
        const auto original = answers.find(j.design->repeat_of);
        if (original != answers.end()) pairs[j.response.rater].push_back({original->second, j.outcome});
    }
    for (const auto& [rater, list] : pairs) result.rater_consistency[rater] = consistency(list);
}

// JSON has no NaN.
Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
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

Json systemsJson(const RatingResult& result) {
    Json systems = Json::array();
    for (const auto& s : result.systems) {
        systems.push_back({{"name", s.name},
                           {"success", s.success},
                           {"low", s.low},
                           {"high", s.high},
                           {"n", s.n},
                           {"prompts", s.prompts}});
        if (s.levels) systems.back().update(levelsJson(*result.type, s));
    }
    return systems;
}

Json comparisonsJson(const RatingResult& result) {
    Json comparisons = Json::array();
    for (const auto& c : result.comparisons)
        comparisons.push_back({{"first", c.first},
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
                               {"sign_test_p", c.sign_test.p}});
    for (const auto& d : result.differences)
        comparisons.push_back({{"first", d.first},
                               {"second", d.second},
                               {"mean_difference", d.difference},
                               {"mean_difference_low", d.low},
                               {"mean_difference_high", d.high},
                               {"prompts", d.prompts},
                               {"wilcoxon_p", d.wilcoxon_p},
                               {"absolute_gain", d.absolute_gain},
                               {"relative_gain", d.relative_gain}});
    return comparisons;
}

Json ratersJson(const RatingResult& result) {
    Json raters = Json::array();
    for (const auto& [rater, answers] : result.rater_answers) {
        const auto consistent = result.rater_consistency.find(rater);
        raters.push_back({{"rater", rater},
                          {"answers", answers},
                          {"consistency",
                           consistent == result.rater_consistency.end() ? Json(nullptr) : number(consistent->second)}});
    }
    return raters;
}

Json openingsJson(const RatingResult& result) {
    Json openings = Json::array();
    for (const auto& o : result.openings)
        openings.push_back({{"who", o.who}, {"time", isoTime(o.time_ms)}, {"answers", o.answers}});
    return openings;
}

Json definitionsJson(const QuestionType& type) {
    Json definitions = {{"unit",
                         "the prompt: all answers to a prompt count as one unit in intervals and tests; the raters are "
                         "taken as they are"},
                        {"success", rating_internal::successDefinition(type)},
                        {"interval",
                         "95 %: Wilson's interval with the effective number of answers that the variance between "
                         "prompts leaves, Student's t with prompts - 1 degrees of freedom"},
                        {"absolute_gain", "success of second - success of first"},
                        {"relative_gain", "(success of second - success of first) / success of first"}};
    if (type.sideBySide())
        definitions.update({{"win_share", "wins / (wins + losses) of the second system"},
                            {"net_win", "(wins - losses) / answers of the second system"},
                            {"sign_test_p",
                             "exact, two-sided, over prompts with more wins than losses or the other "
                             "way"},
                            {"krippendorff_alpha", "nominal; interval by bootstrap over prompts"}});
    else
        definitions.update({{"mean", "mean level over all answers other than cannot_say; 1 is the worst"},
                            {"mean_difference", "mean over prompts of the second system's mean level - the first's"},
                            {"wilcoxon_p", "signed-rank test of the prompts' differences, two-sided"},
                            {"krippendorff_alpha", "ordinal; interval by bootstrap over prompts"}});
    return definitions;
}

}  // namespace

RatingResult ratingResult(Project& project, StudyId id, const std::string& who, const Clock& clock) {
    const OpenStudy study = rating_internal::openStudy(project, id);
    const auto judged = rating_internal::unblind(study, project.ratings().responses(id));
    rating_internal::recordOpening(project, id, {who, clock.nowMs(), static_cast<std::int64_t>(judged.size())});
    RatingResult result;
    result.study = id;
    result.type = study.type;
    result.name = study.record.name;
    result.question = study.question;
    result.plan_hash = study.record.hash;
    result.prompts = promptsOf(judged);
    result.responses = static_cast<std::int64_t>(judged.size());
    if (study.type->sideBySide())
        rating_internal::addPreferences(result, study, judged);
    else
        rating_internal::addLevels(result, study, judged);
    addAgreement(result, judged);
    addRaters(result, judged);
    result.openings = ratingOpenings(project, id);
    result.changed_pictures = rating_internal::changedPictures(project, study);
    return result;
}

double levelShare(const SystemResult& system, int level) {
    if (!system.levels || system.n == 0) return 0;
    return static_cast<double>(system.levels->answers[static_cast<std::size_t>(level - 1)]) /
           static_cast<double>(system.n);
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
            {"systems", systemsJson(result)},
            {"comparisons", comparisonsJson(result)},
            {"agreement",
             {{"krippendorff_alpha", number(result.alpha)},
              {"low", number(result.alpha_low)},
              {"high", number(result.alpha_high)}}},
            {"raters", ratersJson(result)},
            {"openings", openingsJson(result)},
            {"changed_pictures", result.changed_pictures},
            {"definitions", definitionsJson(*result.type)}};
}

}  // namespace recap
