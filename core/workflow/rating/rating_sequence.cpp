// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_sequence_internal.h"

#include "rating/confidence_sequence.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <tuple>

namespace recap::rating_internal {
namespace {

// The first answers to a prompt. Side by side each says how much it prefers the second system, from -1 to 1, and stands
// in `second`; otherwise a level of the picture that was shown.
struct FirstAnswers {
    double first = 0, second = 0;
    std::int64_t first_count = 0, second_count = 0;
};

double preferenceOf(Outcome outcome) {
    return outcome == Outcome::Second ? 1 : outcome == Outcome::First ? -1 : 0;
}

// In the order of time, repeats and answers that say nothing left out.
std::vector<const Judged*> inOrder(const std::vector<Judged>& judged) {
    std::vector<const Judged*> order;
    for (const auto& j : judged)
        if (j.design->repeat_of.empty() && j.answer->verdict != Verdict::CannotSay) order.push_back(&j);
    std::sort(order.begin(), order.end(), [](const Judged* a, const Judged* b) {
        return std::tuple(a->response.answered_ms, a->response.id) <
               std::tuple(b->response.answered_ms, b->response.id);
    });
    return order;
}

// A value between 0 and 1 for each prompt that has its answers, one half for no difference.
std::vector<double> valuesOf(const OpenStudy& study, const std::vector<Judged>& judged) {
    const auto wanted = study.answers_per_prompt;
    const bool sideBySide = study.type->sideBySide();
    std::map<std::string, FirstAnswers> prompts;
    std::vector<double> values;
    for (const auto* j : inOrder(judged)) {
        auto& prompt = prompts[j->design->prompt];
        const bool first = !sideBySide && j->design->shows == Shown::First;
        auto& count = first ? prompt.first_count : prompt.second_count;
        if (count >= wanted) continue;
        ++count;
        (first ? prompt.first : prompt.second) += sideBySide ? preferenceOf(j->outcome) : j->answer->level;
        if (prompt.second_count < wanted || (!sideBySide && prompt.first_count < wanted)) continue;
        const double range = sideBySide ? 1 : study.type->levels() - 1;
        const double mean = (prompt.second - prompt.first) / static_cast<double>(wanted);
        values.push_back(std::clamp((1 + mean / range) / 2, 0.0, 1.0));
    }
    return values;
}

std::int64_t promptsOfPlan(const OpenStudy& study) {
    std::set<std::string> prompts;
    for (const auto& item : study.items) prompts.insert(item.prompt);
    return static_cast<std::int64_t>(prompts.size());
}

Message verdictOf(const AnytimeResult& result, const OpenStudy& study) {
    const auto& sequence = result.sequence;
    // About both systems' pictures, where they are shown one at a time.
    const auto answers = study.answers_per_prompt * (study.type->sideBySide() ? 1 : 2);
    switch (sequence.decision) {
        case Decision::SecondBetter:
            return message("Decided: %1 is better than %2.", study.second_name, study.first_name);
        case Decision::FirstBetter:
            return message("Decided: %1 is better than %2.", study.first_name, study.second_name);
        case Decision::Equivalent:
            return message("Decided: the systems differ by no more than %1.", study.equivalence_margin);
        case Decision::Undecided: break;
    }
    if (sequence.remaining <= 0) return message("Cannot be decided with this plan: every prompt has its answers.");
    const auto left = sequence.remaining * answers;
    if (beyondThePlan(sequence))
        return sequence.more ? message(
                                   "Cannot be decided with this plan: it would take about %1 more answers, and the "
                                   "plan has %2 left.",
                                   *sequence.more * answers, left)
                             : message(
                                   "Cannot be decided with this plan: it would take more than %1 more answers, and "
                                   "the plan has %2 left.",
                                   kFarthest * answers, left);
    if (!sequence.chance)
        return message(
            "Not decided: too few prompts (%1 of at least %2) have their answers to say how many more it "
            "takes.",
            sequence.prompts, kEnoughForForecast);
    const auto percent = std::lround(100 * *sequence.chance);
    return sequence.more ? message(
                               "Not decided, about %1 more answers: the %2 that the plan has left are enough in %3 of "
                               "100 continuations.",
                               *sequence.more * answers, left, percent)
                         : message(
                               "Not decided, more than %1 more answers: the %2 that the plan has left are enough in "
                               "%3 of 100 continuations.",
                               kFarthest * answers, left, percent);
}

// From values between 0 and 1 to net wins, or differences of levels.
double scaled(double value, double range) {
    return range * (2 * value - 1);
}
SequenceLimits scaled(const SequenceLimits& limits, double range) {
    return {scaled(limits.low, range), scaled(limits.high, range)};
}

// Of the prompts that prefer a system: how many prefer the second.
SequenceLimits mixtureOf(const std::vector<double>& values) {
    double wins = 0, decided = 0;
    for (const double value : values) {
        wins += value > 0.5 ? 1 : 0;
        decided += value != 0.5 ? 1 : 0;
    }
    return betaMixtureLimits(wins, decided);
}

}  // namespace

void addSequence(RatingNumbers& result, const OpenStudy& study, const std::vector<Judged>& judged) {
    const bool sideBySide = study.type->sideBySide();
    const double range = sideBySide ? 1 : study.type->levels() - 1;
    const auto values = valuesOf(study, judged);
    const StopRule rule{.margin = study.equivalence_margin / range / 2};
    AnytimeResult out;
    out.sequence = followStudy(values, promptsOfPlan(study) - std::ssize(values), rule);
    const auto limits = scaled(out.sequence.limits, range);
    out.low = limits.low;
    out.high = limits.high;
    out.bernstein = scaled(empiricalBernsteinLimits(values), range);
    out.hoeffding = scaled(hoeffdingLimits(values), range);
    if (sideBySide) out.mixture = mixtureOf(values);
    out.verdict = verdictOf(out, study);
    out.stop = study.stop_rule == kStopRules.back() && out.sequence.decision != Decision::Undecided;
    if (!result.comparisons.empty()) result.comparisons.front().anytime = out;
    if (!result.differences.empty()) result.differences.front().anytime = out;
}

}  // namespace recap::rating_internal
