// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/judged_facts.h"

#include <cmath>

namespace recap {
namespace {

constexpr float kBoxScore = 0.3F;

double rounded(double value, double digits) {
    return std::round(value * digits) / digits;
}

}  // namespace

Json wantedFacts(const PictureToJudge& picture, const PromptTruth& truth) {
    Json facts = Json::object();
    if (!truth.objects.empty()) facts["objects"] = truth.objects;
    if (!truth.relation.empty()) facts["relation"] = {truth.first, truth.relation, truth.second};
    if (picture.prompt == nullptr) return facts;
    const auto& expect = picture.prompt->expect;
    if (!expect.false_prompt.empty()) facts["false_prompt"] = expect.false_prompt;
    if (!expect.questions.empty()) facts["questions"] = expect.questions;
    return facts;
}

Json seenFacts(const Judgement& judgement, const PromptTruth& truth, const std::vector<std::string>& labels) {
    Json facts = Json::object();
    for (const auto& [object, number] : judgement.counts)
        if (truth.objects.contains(object) || isPresent(judgement, object))
            facts["counts"][object] = rounded(number, 100);
    if (!judgement.scores.empty()) facts["scores"] = judgement.scores;
    if (!judgement.remark.empty()) facts["remark"] = judgement.remark;
    for (const auto& box : judgement.boxes) {
        const auto label = static_cast<std::size_t>(box.label);
        if (box.score < kBoxScore || box.label < 0 || label >= labels.size()) continue;
        Json row{labels[label], rounded(box.score, 1e4)};
        for (const auto side : box.box) row.push_back(rounded(side, 10));
        facts["boxes"].push_back(std::move(row));
    }
    return facts;
}

}  // namespace recap
