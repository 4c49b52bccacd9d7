// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/object_accuracy.h"

#include <algorithm>
#include <limits>

namespace recap {

std::vector<ObjectTrial> objectTrials(const JudgedImages& images) {
    requireConsistent(images);
    std::vector<ObjectTrial> trials;
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto& judgement = images.judgements[i];
        const bool empty = std::none_of(judgement.counts.begin(), judgement.counts.end(),
                                        [](const auto& c) { return c.second > 0.5; });
        for (const auto& [object, number] : images.truths[i].objects)
            trials.push_back({images.promptOf(i), object, isPresent(judgement, object), empty});
    }
    return trials;
}

ObjectAccuracy objectAccuracy(std::span<const ObjectTrial> trials, EmptyImages empty, std::span<const double> weights) {
    ObjectAccuracy result;
    ClassAccuracy all;
    for (const auto& trial : trials) {
        const double weight = weights.empty() ? 1.0 : weights[trial.prompt];
        if (weight == 0 || (empty == EmptyImages::ExcludeAsTise && trial.image_empty)) continue;
        auto& entry = result.per_class[trial.object];
        entry.images += weight;
        all.images += weight;
        if (!trial.found) continue;
        entry.successes += weight;
        all.successes += weight;
    }
    if (all.images == 0) {
        result.soa_c = result.soa_i = std::numeric_limits<double>::quiet_NaN();
        return result;
    }
    for (const auto& [object, entry] : result.per_class) result.soa_c += entry.rate();
    result.soa_c /= static_cast<double>(result.per_class.size());
    result.soa_i = all.rate();
    return result;
}

}  // namespace recap
