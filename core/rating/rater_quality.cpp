// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/rater_quality.h"

#include <algorithm>
#include <limits>
#include <map>

namespace recap {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

double median(std::vector<double> values) {
    if (values.empty()) return kUndefined;
    std::sort(values.begin(), values.end());
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

}  // namespace

RaterQuality raterQuality(std::span<const RaterAnswer> answers) {
    RaterQuality quality;
    quality.answers = std::ssize(answers);
    std::vector<double> seconds;
    std::map<std::string, std::int64_t> counts;
    std::int64_t alike = 0, most = 0, run = 0;
    const std::string* before = nullptr;
    for (const auto& answer : answers) {
        seconds.push_back(answer.seconds);
        most = std::max(most, ++counts[answer.answer]);
        run = before != nullptr && *before == answer.answer ? run + 1 : 1;
        quality.longest_run = std::max(quality.longest_run, run);
        before = &answer.answer;
        if (answer.place == "left") ++quality.left;
        if (answer.place == "right") ++quality.right;
        if (!answer.same) continue;
        ++quality.repeats;
        alike += *answer.same ? 1 : 0;
    }
    quality.median_seconds = median(std::move(seconds));
    quality.same_answer =
        quality.answers > 0 ? static_cast<double>(most) / static_cast<double>(quality.answers) : kUndefined;
    quality.consistency =
        quality.repeats > 0 ? static_cast<double>(alike) / static_cast<double>(quality.repeats) : kUndefined;
    return quality;
}

Exclusion exclusionOf(const RaterQuality& quality, const ExclusionRule& rule) {
    if (rule.min_consistency > 0 && quality.repeats >= kEnoughRepeats && quality.consistency < rule.min_consistency)
        return Exclusion::Inconsistent;
    if (quality.answers < kEnoughAnswers) return Exclusion::None;
    if (rule.min_seconds > 0 && quality.median_seconds < rule.min_seconds) return Exclusion::TooFast;
    if (rule.max_same_answer < 1 && quality.same_answer > rule.max_same_answer) return Exclusion::SameAnswer;
    return Exclusion::None;
}

}  // namespace recap
