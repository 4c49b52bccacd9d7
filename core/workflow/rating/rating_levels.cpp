// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/rating/rating_levels_internal.h"

#include "rating/significance.h"
#include "rating/wilcoxon.h"

#include <limits>
#include <map>
#include <string>

namespace recap::rating_internal {
namespace {

// A system's answers to one prompt.
struct PromptLevels {
    double answers = 0, levels = 0, successes = 0;  // counts and the sum of the levels
    double mean() const { return levels / answers; }
};
using LevelsByPrompt = std::map<std::string, PromptLevels>;

ClusterInterval intervalOf(const LevelsByPrompt& prompts, double PromptLevels::*sum, double lowest, double highest) {
    std::vector<ClusterSum> sums;
    for (const auto& [prompt, levels] : prompts) sums.push_back({levels.*sum, levels.answers});
    return clusterInterval(sums, lowest, highest);
}

// Adds the system to the result.
LevelsByPrompt addSystem(RatingNumbers& result, const QuestionType& type, const std::string& name, Shown shows,
                         const std::vector<Judged>& judged) {
    SystemResult system{.name = name};
    LevelsResult levels;
    levels.answers.resize(static_cast<std::size_t>(type.levels()));
    LevelsByPrompt prompts;
    for (const auto& j : judged) {
        if (j.design->shows != shows) continue;
        if (j.answer->verdict != Verdict::Level) {
            ++levels.cannot_say;
            continue;
        }
        ++levels.answers[static_cast<std::size_t>(j.answer->level - 1)];
        auto& prompt = prompts[j.design->prompt];
        prompt.answers += 1;
        prompt.levels += j.answer->level;
        prompt.successes += j.answer->level >= type.success_level ? 1 : 0;
        ++system.n;
    }
    const auto mean = intervalOf(prompts, &PromptLevels::levels, 1, type.levels());
    levels.mean = system.n > 0 ? mean.value : std::numeric_limits<double>::quiet_NaN();
    levels.low = mean.low;
    levels.high = mean.high;
    const auto success = intervalOf(prompts, &PromptLevels::successes, 0, 1);
    system.success = success.value;
    system.low = success.low;
    system.high = success.high;
    system.prompts = success.clusters;
    const auto n = static_cast<double>(system.n);
    const auto wilson = wilsonInterval(success.value * n, n);
    system.answers_low = wilson.low;
    system.answers_high = wilson.high;
    system.levels = levels;
    result.systems.push_back(system);
    return prompts;
}

void addDifference(RatingNumbers& result, const OpenStudy& study, const LevelsByPrompt& ofFirst,
                   const LevelsByPrompt& ofSecond) {
    const auto &first = result.systems[0], &second = result.systems[1];
    std::vector<double> differences;
    std::vector<ClusterSum> sums;
    std::vector<PromptSuccess> successes;
    for (const auto& [prompt, levels] : ofFirst) {
        const auto other = ofSecond.find(prompt);
        if (other == ofSecond.end()) continue;
        differences.push_back(other->second.mean() - levels.mean());
        sums.push_back({differences.back(), 1});
        successes.push_back({levels.successes, levels.answers, other->second.successes, other->second.answers});
    }
    const double range = study.type->levels() - 1;
    const auto interval = clusterInterval(sums, -range, range);
    LevelDifference difference{first.name, second.name, interval.value, interval.low, interval.high, interval.clusters};
    difference.wilcoxon_p = roundedWilcoxonP(differences);
    difference.absolute_gain = second.success - first.success;
    difference.relative_gain = first.success > 0 ? difference.absolute_gain / first.success : 0;
    difference.paired = comparePaired(successes);
    difference.equivalence = clusterEquivalence(sums, -range, range, study.equivalence_margin);
    result.differences.push_back(difference);
}

}  // namespace

void addLevels(RatingNumbers& result, const OpenStudy& study, const std::vector<Judged>& judged) {
    const auto first = addSystem(result, *study.type, study.first_name, Shown::First, judged);
    const auto second = addSystem(result, *study.type, study.second_name, Shown::Second, judged);
    addDifference(result, study, first, second);
}

}  // namespace recap::rating_internal
