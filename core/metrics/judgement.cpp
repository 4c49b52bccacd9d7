// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/judgement.h"

#include "base/error.h"

#include <algorithm>

namespace recap {

bool isPresent(const Judgement& judgement, const std::string& object) {
    const auto it = judgement.counts.find(object);
    return it != judgement.counts.end() && it->second > 0.5;
}

std::size_t JudgedImages::promptCount() const {
    if (prompts.empty()) return judgements.size();
    return *std::max_element(prompts.begin(), prompts.end()) + 1;
}

void requireConsistent(const JudgedImages& images) {
    const bool promptsFit = images.prompts.empty() || images.prompts.size() == images.judgements.size();
    if (images.truths.size() == images.judgements.size() && promptsFit) return;
    throw Error(ErrorCode::ShapeMismatch,
                message("The lists of prompts and judged images differ in length (%1 and %2).", images.truths.size(),
                        images.judgements.size()));
}

}  // namespace recap
