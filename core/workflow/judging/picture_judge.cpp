// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/judging/picture_judge.h"

#include <algorithm>
#include <utility>

namespace recap {

bool PictureJudge::offers(std::string_view view) const {
    const auto all = views();
    return std::find(all.begin(), all.end(), view) != all.end();
}

void PictureJudge::judgeEach(std::span<const PictureToJudge> pictures, std::string_view view, const std::string& stage,
                             JobContext& context, const Found& found) {
    auto judgements = judge(pictures, view, stage, context);
    for (std::size_t i = 0; i < judgements.size(); ++i) found(i, std::move(judgements[i]));
}

PromptTruth expectedTruth(const PromptItem& prompt) {
    const auto& expect = prompt.expect;
    PromptTruth truth;
    for (const auto& name : expect.classes) truth.objects[name] = 0;
    for (const auto& [name, number] : expect.counts) truth.objects[name] = number;
    truth.relation = expect.relation;
    truth.first = expect.first;
    truth.second = expect.second;
    if (!expect.false_prompt.empty()) truth.word = expect.relation;
    if (expect.geneval.is_object()) truth.task = expect.geneval.value("tag", std::string());
    return truth;
}

}  // namespace recap
