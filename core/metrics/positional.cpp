// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/positional.h"

#include <cmath>
#include <limits>

namespace recap {

bool relationHolds(const PromptTruth& truth, const Judgement& judgement) {
    if (!isPresent(judgement, truth.first) || !isPresent(judgement, truth.second)) return false;
    const auto first = judgement.positions.find(truth.first);
    const auto second = judgement.positions.find(truth.second);
    if (first == judgement.positions.end() || second == judgement.positions.end()) return false;
    const double dx = first->second.first - second->second.first;
    const double dy = first->second.second - second->second.second;
    if (truth.relation == "left") return dx < 0;
    if (truth.relation == "right") return dx > 0;
    if (truth.relation == "above") return dy < 0;
    return truth.relation == "below" && dy > 0;
}

std::vector<PositionTrial> positionTrials(const JudgedImages& images) {
    requireConsistent(images);
    std::vector<PositionTrial> trials;
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto& truth = images.truths[i];
        if (truth.relation.empty()) continue;
        trials.push_back({images.promptOf(i), truth.relation, relationHolds(truth, images.judgements[i])});
    }
    return trials;
}

bool trueCaptionWins(double trueLogit, double falseLogit) {
    return 1.0 / (1.0 + std::exp(falseLogit - trueLogit)) > 0.6;
}

PositionalAlignment positionalAlignment(std::span<const PositionTrial> trials, std::span<const double> weights) {
    struct Tally {
        double successes = 0, trials = 0;
    };
    std::map<std::string, Tally> words;
    for (const auto& trial : trials) {
        const double weight = weights.empty() ? 1.0 : weights[trial.prompt];
        if (weight == 0) continue;
        auto& tally = words[trial.word];
        tally.trials += weight;
        if (trial.success) tally.successes += weight;
    }
    PositionalAlignment result;
    if (words.empty()) {
        result.pa = std::numeric_limits<double>::quiet_NaN();
        return result;
    }
    for (const auto& [word, tally] : words) {
        result.per_word[word] = tally.successes / tally.trials;
        result.pa += result.per_word[word];
    }
    result.pa /= static_cast<double>(words.size());
    return result;
}

}  // namespace recap
