// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/judged_set.h"

#include "metrics/counting.h"
#include "metrics/r_precision.h"

#include <utility>

namespace recap {
namespace {

// Share of right orders among the positional images that hold both objects.
std::vector<PositionTrial> trialsWithBothPresent(const JudgedImages& images) {
    std::vector<PositionTrial> trials;
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto& truth = images.truths[i];
        const auto& judgement = images.judgements[i];
        if (truth.relation.empty() || !isPresent(judgement, truth.first) || !isPresent(judgement, truth.second))
            continue;
        trials.push_back({images.promptOf(i), "both", relationHolds(truth, judgement)});
    }
    return trials;
}

// Images of prompts that say what is to be seen; they keep the numbers of their prompts.
JudgedImages understood(const JudgedImages& images) {
    JudgedImages some;
    for (std::size_t i = 0; i < images.size(); ++i) {
        if (images.truths[i].objects.empty()) continue;
        some.truths.push_back(images.truths[i]);
        some.judgements.push_back({images.judgements[i].counts, images.judgements[i].positions, {}});
        some.prompts.push_back(images.promptOf(i));
    }
    return some;
}

}  // namespace

JudgedSet::JudgedSet(JudgedImages judged, std::shared_ptr<const FrechetReference> real, std::uint64_t seed)
    : images(std::move(judged)), reference(std::move(real)) {
    requireConsistent(images);
    asked = understood(images);
    objects = objectTrials(asked);
    positions = positionTrials(asked);
    positions_both = trialsWithBothPresent(asked);
    count_errors = countingErrors(asked);
    count_exact = exactCounts(asked);
    r_precision = judgedRPrecision(asked, seed);
    if (!reference) return;
    std::vector<std::vector<double>> rows;
    for (const auto& judgement : images.judgements) rows.push_back(judgement.features);
    features = featureMatrix(rows);
}

}  // namespace recap
