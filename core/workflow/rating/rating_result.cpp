// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_result.h"

#include "metrics/bootstrap.h"
#include "rating/agreement.h"
#include "workflow/rating/rating_openings_internal.h"
#include "workflow/rating/rating_pictures_internal.h"
#include "workflow/rating/rating_result_internal.h"

#include <cmath>

namespace recap {
namespace rating_internal {

std::vector<Judged> unblind(const OpenStudy& study, const std::vector<ResponseRecord>& responses) {
    std::vector<Judged> judged;
    for (const auto& response : responses) {
        const auto* item = findItem(study, response.item);
        if (item == nullptr) continue;
        const bool firstOnLeft = response.left == study.key.imageCode(item->id, true);
        const auto answer = enumFromName(kAnswerNames, response.answer, message("An answer"));
        judged.push_back({response, item, firstOnLeft, outcomeOf(answer, firstOnLeft)});
    }
    return judged;
}

}  // namespace rating_internal

namespace {

using rating_internal::Judged;
using rating_internal::OpenStudy;

constexpr std::size_t kReplicates = 500;
constexpr std::uint64_t kBootstrapSeed = 1;

// Tallies of the answers to each prompt, repeats left out.
std::vector<Tally> tallyByPrompt(const std::vector<Judged>& judged) {
    std::map<std::string, Tally> byPrompt;
    for (const auto& j : judged)
        if (j.design->repeat_of.empty()) byPrompt[j.design->prompt].add(j.outcome);
    std::vector<Tally> tallies;
    for (const auto& [prompt, tally] : byPrompt) tallies.push_back(tally);
    return tallies;
}

// Interval over prompts of the mean of a sum over another one.
template <class Sum, class Count>
ClusterInterval intervalOver(const std::vector<Tally>& prompts, double lowest, Sum&& sum, Count&& count) {
    std::vector<ClusterSum> sums;
    for (const auto& tally : prompts)
        sums.push_back({static_cast<double>(sum(tally)), static_cast<double>(count(tally))});
    return clusterInterval(sums, lowest);
}

std::int64_t answeredOf(const Tally& tally) {
    return tally.answered();
}

void addSystems(RatingResult& result, const OpenStudy& study, const std::vector<Tally>& prompts) {
    std::int64_t answered = 0;
    for (const auto& tally : prompts) answered += tally.answered();
    for (const bool first : {true, false}) {
        const auto interval = intervalOver(
            prompts, 0, [first](const Tally& t) { return t.successes(first); }, answeredOf);
        result.systems.push_back({first ? study.first_name : study.second_name, interval.value, interval.low,
                                  interval.high, answered, interval.clusters});
    }
}

Tally totalOf(const std::vector<Tally>& prompts) {
    Tally total;
    for (const auto& tally : prompts) {
        total.first += tally.first;
        total.second += tally.second;
        total.ties += tally.ties;
        total.both_bad += tally.both_bad;
        total.cannot_say += tally.cannot_say;
    }
    return total;
}

ClusterSignTest signTestOf(const std::vector<Tally>& prompts) {
    std::vector<double> net;
    for (const auto& tally : prompts)
        if (tally.answered() > 0) net.push_back(static_cast<double>(tally.second - tally.first));
    return clusterSignTest(net);
}

void addComparison(RatingResult& result, const std::vector<Tally>& prompts) {
    ComparisonResult c;
    c.first = result.systems[0].name;
    c.second = result.systems[1].name;
    c.tally = totalOf(prompts);
    c.win_share = c.tally.winShare(false);
    const auto share = intervalOver(
        prompts, 0, [](const Tally& t) { return t.second; }, [](const Tally& t) { return t.first + t.second; });
    c.win_share_low = share.low;
    c.win_share_high = share.high;
    c.win_share_prompts = share.clusters;
    const auto net = intervalOver(
        prompts, -1, [](const Tally& t) { return t.second - t.first; }, answeredOf);
    c.net_win = net.value;
    c.net_win_low = net.low;
    c.net_win_high = net.high;
    c.prompts = net.clusters;
    c.absolute_gain = result.systems[1].success - result.systems[0].success;
    c.relative_gain = result.systems[0].success > 0 ? c.absolute_gain / result.systems[0].success : 0;
    c.sign_test = signTestOf(prompts);
    result.comparisons.push_back(c);
}

double alphaOf(const RatingTable& rows) {
    return krippendorffAlpha(rows, Scale::Nominal);
}

// The rows of each prompt, a row for each item; rows of one prompt are drawn together.
std::vector<RatingTable> rowsByPrompt(const std::vector<Judged>& judged) {
    std::map<std::string, std::size_t> column;
    for (const auto& j : judged) column.emplace(j.response.rater, column.size());
    std::map<std::string, std::map<std::string, RatingTable::value_type>> rows;
    for (const auto& j : judged) {
        if (!j.design->repeat_of.empty() || j.outcome == Outcome::CannotSay) continue;
        auto& row = rows[j.design->prompt][j.response.item];
        row.resize(column.size());
        row[column[j.response.rater]] = static_cast<double>(j.outcome);
    }
    std::vector<RatingTable> tables;
    for (const auto& [prompt, items] : rows) {
        auto& table = tables.emplace_back();
        for (const auto& [item, row] : items) table.push_back(row);
    }
    return tables;
}

void addAgreement(RatingResult& result, const std::vector<Judged>& judged) {
    const auto prompts = rowsByPrompt(judged);
    const auto alpha = [&](std::span<const double> weights) {
        RatingTable drawn;
        for (std::size_t i = 0; i < prompts.size(); ++i)
            for (int copies = static_cast<int>(weights[i]); copies > 0; --copies)
                drawn.insert(drawn.end(), prompts[i].begin(), prompts[i].end());
        return alphaOf(drawn);
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

Json systemsJson(const RatingResult& result) {
    Json systems = Json::array();
    for (const auto& s : result.systems)
        systems.push_back({{"name", s.name},
                           {"success", s.success},
                           {"low", s.low},
                           {"high", s.high},
                           {"n", s.n},
                           {"prompts", s.prompts}});
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

Json definitionsJson() {
    return {{"unit",
             "the prompt: all answers to a prompt count as one unit in intervals and in the sign test; the "
             "raters are taken as they are"},
            {"success", "preferred or tied, over answers other than cannot_say"},
            {"win_share", "wins / (wins + losses) of the second system"},
            {"net_win", "(wins - losses) / answers of the second system"},
            {"interval",
             "95 %: Wilson's interval with the effective number of answers that the variance between "
             "prompts leaves, Student's t with prompts - 1 degrees of freedom"},
            {"sign_test_p", "exact, two-sided, over prompts with more wins than losses or the other way"},
            {"krippendorff_alpha", "nominal; interval by bootstrap over prompts"},
            {"relative_gain", "(success of second - success of first) / success of first"}};
}

}  // namespace

RatingResult ratingResult(Project& project, StudyId id, const std::string& who, const Clock& clock) {
    const OpenStudy study = rating_internal::openStudy(project, id);
    const auto judged = rating_internal::unblind(study, project.ratings().responses(id));
    rating_internal::recordOpening(project, id, {who, clock.nowMs(), static_cast<std::int64_t>(judged.size())});
    const auto prompts = tallyByPrompt(judged);
    RatingResult result;
    result.study = id;
    result.name = study.record.name;
    result.question = study.question;
    result.plan_hash = study.record.hash;
    result.prompts = static_cast<std::int64_t>(prompts.size());
    result.responses = static_cast<std::int64_t>(judged.size());
    addSystems(result, study, prompts);
    addComparison(result, prompts);
    addAgreement(result, judged);
    addRaters(result, judged);
    result.openings = ratingOpenings(project, id);
    result.changed_pictures = rating_internal::changedPictures(project, study);
    return result;
}

Json toJson(const RatingResult& result) {
    return {{"study", result.study.value},
            {"name", result.name},
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
            {"definitions", definitionsJson()}};
}

}  // namespace recap
