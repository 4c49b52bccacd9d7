// SPDX-License-Identifier: GPL-3.0-or-later
//
// Positional alignment: are objects where the prompt's positional word puts them? The unweighted mean over words of the
// success rate. Two rules of success: TISE's, from the similarity of the image with the true and a false caption, and
// the demo's, from judged positions.
#pragma once

#include "metrics/judgement.h"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace recap {

struct PositionTrial {
    std::size_t prompt = 0;
    std::string word;
    bool success = false;
};

struct PositionalAlignment {
    double pa = 0;  // 0..1; NaN without a trial
    std::map<std::string, double> per_word;
};

// The demo's rule: both objects are present, and the centroid of `first` lies on the named side of the centroid of
// `second` (equal coordinates fail). Prompts without a relation give no trial. Chance is 50 % where both are present.
std::vector<PositionTrial> positionTrials(const JudgedImages& images);
bool relationHolds(const PromptTruth& truth, const Judgement& judgement);

// TISE's rule: softmax over (true, false) gives the true caption more than 0.6. A tie fails.
bool trueCaptionWins(double trueLogit, double falseLogit);

PositionalAlignment positionalAlignment(std::span<const PositionTrial> trials, std::span<const double> weights = {});

}  // namespace recap
