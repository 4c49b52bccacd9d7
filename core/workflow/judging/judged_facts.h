// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "workflow/judging/picture_judge.h"

namespace recap {

// What is kept of a judged picture (docs/file-formats.md, judged_picture), for whoever wants to see why a number is
// what it is. Features are not kept. Boxes below a score of 0.3, at which no metric looks, are left out.
Json wantedFacts(const PictureToJudge& picture, const PromptTruth& truth);
// `labels`: the judge's names of the boxes' classes.
Json seenFacts(const Judgement& judgement, const PromptTruth& truth, const std::vector<std::string>& labels);

}  // namespace recap
