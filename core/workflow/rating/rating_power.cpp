// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_power.h"

#include <cmath>

namespace recap {
namespace {

constexpr std::int64_t kMostDecided = 5000;

}  // namespace

RatingPower ratingPower(const RatingPowerOptions& options) {
    requireValid(options);
    const StudyPlanFacts plan{options.prompts, options.answers_per_prompt, options.tie_share, options.agreement};
    RatingPower out;
    out.power = studyPower(plan, options.win_rate);
    out.visible_win_rate = visibleWinRate(plan);
    out.prompts_for_80 = promptsFor(plan, options.win_rate);
    const auto prompt = promptChances(plan, options.win_rate);
    out.prompts_by_normal = mcnemarSize(prompt.lost, prompt.won);
    out.decided_prompts = signTestSizes(prompt.won / (prompt.won + prompt.lost), 0.8, kMostDecided);
    for (const double rate : {0.52, 0.55, 0.58, 0.6, 0.65, 0.7, 0.75, 0.8})
        out.curve.push_back({rate, studyPower(plan, rate)});
    out.sentences.push_back(powerSentence(plan, options.win_rate));
    if (out.visible_win_rate < 1)
        out.sentences.push_back(message("Win rates from %1 % are seen at least 8 times of 10.",
                                        std::ceil(1000 * out.visible_win_rate) / 10));
    if (out.prompts_for_80)
        out.sentences.push_back(message("To see %1 % 8 times of 10 takes about %2 prompts.",
                                        std::round(1000 * options.win_rate) / 10, *out.prompts_for_80));
    return out;
}

Json toJson(const RatingPower& power) {
    Json curve = Json::array();
    for (const auto& point : power.curve) curve.push_back({{"win_rate", point.win_rate}, {"power", point.power}});
    return {
        {"power", power.power},
        {"visible_win_rate", power.visible_win_rate},
        {"prompts_for_80", power.prompts_for_80 ? Json(*power.prompts_for_80) : Json(nullptr)},
        {"prompts_by_normal", std::isfinite(power.prompts_by_normal) ? Json(power.prompts_by_normal) : Json(nullptr)},
        {"decided_prompts", power.decided_prompts
                                ? Json::array({power.decided_prompts->first, power.decided_prompts->always})
                                : Json(nullptr)},
        {"curve", curve},
        {"sentences", englishOf(power.sentences)}};
}

}  // namespace recap
