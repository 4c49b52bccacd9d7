// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_raters_internal.h"

#include "metrics/bootstrap.h"
#include "rating/significance.h"
#include "workflow/rating/rating_answers.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace recap::rating_internal {
namespace {

constexpr std::size_t kReplicates = 500;
constexpr std::uint64_t kBootstrapSeed = 1;

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

void addAgreement(RatingResult& result, const QuestionType& type, const std::vector<Judged>& judged) {
    const auto prompts = rowsByPrompt(judged);
    const bool levels = type.levels() > 0;
    const AgreementByPrompt nominal(prompts, Scale::Nominal), ordinal(prompts, Scale::Ordinal);
    const auto& main = levels ? ordinal : nominal;
    const auto draws = drawPromptWeights(prompts.size(), kReplicates, kBootstrapSeed);
    const auto interval =
        bootstrapInterval(draws, prompts.size(), [&](std::span<const double> weights) { return main.alpha(weights); });
    result.alpha = interval.value;
    result.alpha_low = interval.low;
    result.alpha_high = interval.high;
    result.agreement.push_back({"krippendorff_alpha_nominal", nominal.alphaJackknife()});
    if (levels) result.agreement.push_back({"krippendorff_alpha_ordinal", ordinal.alphaJackknife()});
    result.agreement.push_back({"fleiss_kappa", nominal.fleiss()});
    result.agreement.push_back(
        {"cohen_kappa", meanCohenKappa(prompts, levels ? KappaWeights::Quadratic : KappaWeights::None)});
}

// Each rater's answers in the order of time.
std::map<std::string, std::vector<const Judged*>> answersByRater(const std::vector<Judged>& judged) {
    std::map<std::string, std::vector<const Judged*>> raters;
    for (const auto& j : judged) raters[j.response.rater].push_back(&j);
    for (auto& [rater, answers] : raters)
        std::sort(answers.begin(), answers.end(), [](const Judged* a, const Judged* b) {
            return std::tuple(a->response.answered_ms, a->response.id) <
                   std::tuple(b->response.answered_ms, b->response.id);
        });
    return raters;
}

std::vector<RaterAnswer> qualityInput(const std::vector<const Judged*>& answers) {
    std::map<std::string, Outcome> outcomes;
    for (const auto* j : answers) outcomes[j->response.item] = j->outcome;
    std::vector<RaterAnswer> input;
    for (const auto* j : answers) {
        RaterAnswer answer{.answer = j->response.answer, .seconds = answerTime(j->response).seconds};
        if (j->answer->verdict == Verdict::Left) answer.place = "left";
        if (j->answer->verdict == Verdict::Right) answer.place = "right";
        if (const auto original = outcomes.find(j->design->repeat_of); original != outcomes.end())
            answer.same = original->second == j->outcome;
        input.push_back(answer);
    }
    return input;
}

void addPositionBias(RatingResult& result, const std::vector<Judged>& judged) {
    PositionBias bias;
    for (const auto& j : judged) {
        if (!j.design->repeat_of.empty()) continue;
        bias.left += j.answer->verdict == Verdict::Left ? 1 : 0;
        bias.right += j.answer->verdict == Verdict::Right ? 1 : 0;
    }
    const auto both = bias.left + bias.right;
    bias.share = wilsonInterval(static_cast<double>(bias.left), static_cast<double>(both));
    bias.p = signTestP(bias.left, bias.right);
    result.position_bias = bias;
}

}  // namespace

void addRaters(RatingResult& result, const OpenStudy& study, const std::vector<Judged>& judged) {
    addAgreement(result, *study.type, judged);
    result.exclusion = study.exclusion;
    for (const auto& [rater, answers] : answersByRater(judged)) {
        const auto quality = raterQuality(qualityInput(answers));
        result.rater_answers[rater] = quality.answers;
        result.rater_quality[rater] = quality;
        if (quality.repeats > 0) result.rater_consistency[rater] = quality.consistency;
        const auto reason = exclusionOf(quality, study.exclusion);
        if (reason != Exclusion::None) result.excluded.push_back({rater, reason});
    }
    if (study.type->sideBySide()) addPositionBias(result, judged);
}

std::vector<Judged> withoutExcluded(const RatingResult& result, const std::vector<Judged>& judged) {
    std::set<std::string> out;
    for (const auto& excluded : result.excluded) out.insert(excluded.rater);
    std::vector<Judged> kept;
    std::copy_if(judged.begin(), judged.end(), std::back_inserter(kept),
                 [&](const Judged& j) { return !out.contains(j.response.rater); });
    return kept;
}

}  // namespace recap::rating_internal
