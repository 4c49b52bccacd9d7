// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/bootstrap.h"
#include "rating/agreement.h"
#include "rating/significance.h"
#include "workflow/rating_session.h"
#include "workflow/rating_session_internal.h"

#include <cmath>
#include <set>

namespace recap {
namespace {

using rating_internal::OpenStudy;

constexpr std::size_t kReplicates = 2000;
constexpr std::uint64_t kBootstrapSeed = 1;

struct Judged {
    std::string rater, item;
    const DesignItem* design = nullptr;
    Outcome outcome = Outcome::CannotSay;
};

std::vector<Judged> unblind(const OpenStudy& study, const std::vector<ResponseRecord>& responses) {
    std::vector<Judged> judged;
    for (const auto& response : responses) {
        const auto* item = rating_internal::findItem(study, response.item);
        if (item == nullptr) continue;
        const bool firstOnLeft = response.left == study.key.imageCode(item->id, true);
        const auto answer = enumFromName(kAnswerNames, response.answer, "An answer");
        judged.push_back({response.rater, response.item, item, outcomeOf(answer, firstOnLeft)});
    }
    return judged;
}

// Tallies of the answers to each prompt, repeats left out; the unit that is resampled.
std::vector<Tally> tallyByPrompt(const std::vector<Judged>& judged) {
    std::map<std::int64_t, Tally> byPrompt;
    for (const auto& j : judged)
        if (j.design->repeat_of.empty()) byPrompt[j.design->prompt_index].add(j.outcome);
    std::vector<Tally> tallies;
    for (const auto& [prompt, tally] : byPrompt) tallies.push_back(tally);
    return tallies;
}

// Ratio of two sums over the drawn prompts.
template <class Numerator>
Interval ratioInterval(const std::vector<PromptWeights>& draws, const std::vector<Tally>& prompts,
                       Numerator&& numerator) {
    return bootstrapInterval(draws, prompts.size(), [&](std::span<const double> weights) {
        double sum = 0, answered = 0;
        for (std::size_t i = 0; i < prompts.size(); ++i) {
            sum += weights[i] * static_cast<double>(numerator(prompts[i]));
            answered += weights[i] * static_cast<double>(prompts[i].answered());
        }
        return sum / answered;
    });
}

void addSystems(RatingResult& result, const OpenStudy& study, const std::vector<PromptWeights>& draws,
                const std::vector<Tally>& prompts) {
    std::int64_t answered = 0;
    for (const auto& tally : prompts) answered += tally.answered();
    for (const bool first : {true, false}) {
        SystemResult system;
        system.name = first ? study.first_name : study.second_name;
        system.n = answered;
        if (answered > 0) {
            const auto interval = ratioInterval(draws, prompts, [first](const Tally& t) { return t.successes(first); });
            system.success = interval.value;
            system.low = interval.low;
            system.high = interval.high;
        }
        result.systems.push_back(system);
    }
}

void addComparison(RatingResult& result, const std::vector<PromptWeights>& draws, const std::vector<Tally>& prompts) {
    ComparisonResult c;
    c.first = result.systems[0].name;
    c.second = result.systems[1].name;
    for (const auto& tally : prompts) {
        c.tally.first += tally.first;
        c.tally.second += tally.second;
        c.tally.ties += tally.ties;
        c.tally.both_bad += tally.both_bad;
        c.tally.cannot_say += tally.cannot_say;
    }
    const auto decided = static_cast<double>(c.tally.first + c.tally.second);
    const auto wilson = wilsonInterval(static_cast<double>(c.tally.second), decided);
    c.win_share = c.tally.winShare(false);
    c.win_share_low = wilson.low;
    c.win_share_high = wilson.high;
    if (c.tally.answered() > 0) {
        const auto net = ratioInterval(draws, prompts, [](const Tally& t) { return t.second - t.first; });
        c.net_win = net.value;
        c.net_win_low = net.low;
        c.net_win_high = net.high;
    }
    c.absolute_gain = result.systems[1].success - result.systems[0].success;
    c.relative_gain = result.systems[0].success > 0 ? c.absolute_gain / result.systems[0].success : 0;
    c.sign_test_p = signTestP(c.tally.second, c.tally.first);
    result.comparisons.push_back(c);
}

double alphaOf(const std::vector<RatingTable::value_type>& rows) {
    return krippendorffAlpha(rows, Scale::Nominal);
}

void addAgreement(RatingResult& result, const std::vector<Judged>& judged) {
    std::map<std::string, std::size_t> column;
    for (const auto& j : judged) column.emplace(j.rater, column.size());
    std::map<std::string, RatingTable::value_type> rows;
    for (const auto& j : judged) {
        if (!j.design->repeat_of.empty() || j.outcome == Outcome::CannotSay) continue;
        auto& row = rows[j.item];
        row.resize(column.size());
        row[column[j.rater]] = static_cast<double>(j.outcome);
    }
    RatingTable table;
    for (const auto& [item, row] : rows) table.push_back(row);
    result.alpha = alphaOf(table);
    const auto draws = drawPromptWeights(table.size(), kReplicates / 4, kBootstrapSeed);
    const auto replicates = bootstrapReplicates(draws, [&](std::span<const double> weights) {
        RatingTable drawn;
        for (std::size_t i = 0; i < table.size(); ++i)
            for (int copies = static_cast<int>(weights[i]); copies > 0; --copies) drawn.push_back(table[i]);
        return alphaOf(drawn);
    });
    const auto interval = percentileInterval(result.alpha, replicates);
    result.alpha_low = interval.low;
    result.alpha_high = interval.high;
}

void addRaters(RatingResult& result, const std::vector<Judged>& judged) {
    std::map<std::string, std::map<std::string, Outcome>> byRater;
    for (const auto& j : judged) {
        byRater[j.rater][j.item] = j.outcome;
        ++result.rater_answers[j.rater];
    }
    std::map<std::string, std::vector<RepeatPair>> pairs;
    for (const auto& j : judged) {
        const auto& answers = byRater[j.rater];
        const auto original = answers.find(j.design->repeat_of);
        if (original != answers.end()) pairs[j.rater].push_back({original->second, j.outcome});
    }
    for (const auto& [rater, list] : pairs) result.rater_consistency[rater] = consistency(list);
}

// JSON has no NaN.
Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

}  // namespace

RatingResult ratingResult(Project& project, StudyId id) {
    const OpenStudy study = rating_internal::openStudy(project, id);
    const auto judged = unblind(study, project.ratings().responses(id));
    const auto prompts = tallyByPrompt(judged);
    const auto draws = drawPromptWeights(prompts.size(), kReplicates, kBootstrapSeed);
    RatingResult result;
    result.study = id;
    result.name = study.record.name;
    result.question = study.question;
    result.plan_hash = study.record.hash;
    result.prompts = static_cast<std::int64_t>(prompts.size());
    result.responses = static_cast<std::int64_t>(judged.size());
    addSystems(result, study, draws, prompts);
    addComparison(result, draws, prompts);
    addAgreement(result, judged);
    addRaters(result, judged);
    return result;
}

Json toJson(const RatingResult& result) {
    Json systems = Json::array(), comparisons = Json::array(), raters = Json::array();
    for (const auto& s : result.systems)
        systems.push_back({{"name", s.name}, {"success", s.success}, {"low", s.low}, {"high", s.high}, {"n", s.n}});
    for (const auto& c : result.comparisons)
        comparisons.push_back({{"first", c.first},
                               {"second", c.second},
                               {"wins", c.tally.second},
                               {"losses", c.tally.first},
                               {"ties", c.tally.ties},
                               {"both_bad", c.tally.both_bad},
                               {"cannot_say", c.tally.cannot_say},
                               {"win_share", c.win_share},
                               {"win_share_low", c.win_share_low},
                               {"win_share_high", c.win_share_high},
                               {"net_win", c.net_win},
                               {"net_win_low", c.net_win_low},
                               {"net_win_high", c.net_win_high},
                               {"absolute_gain", c.absolute_gain},
                               {"relative_gain", c.relative_gain},
                               {"sign_test_p", c.sign_test_p}});
    for (const auto& [rater, answers] : result.rater_answers) {
        const auto consistent = result.rater_consistency.find(rater);
        raters.push_back({{"rater", rater},
                          {"answers", answers},
                          {"consistency",
                           consistent == result.rater_consistency.end() ? Json(nullptr) : number(consistent->second)}});
    }
    return {{"study", result.study.value},
            {"name", result.name},
            {"question", result.question},
            {"plan_hash", result.plan_hash},
            {"prompts", result.prompts},
            {"responses", result.responses},
            {"systems", systems},
            {"comparisons", comparisons},
            {"agreement",
             {{"krippendorff_alpha", number(result.alpha)},
              {"low", number(result.alpha_low)},
              {"high", number(result.alpha_high)}}},
            {"raters", raters},
            {"definitions",
             {{"success", "preferred or tied, over answers other than cannot_say; interval by bootstrap over prompts"},
              {"win_share", "wins / (wins + losses) of the second system; Wilson interval"},
              {"net_win", "(wins - losses) / answers of the second system; bootstrap over prompts"},
              {"relative_gain", "(success of second - success of first) / success of first"}}}};
}

}  // namespace recap
