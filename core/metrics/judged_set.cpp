// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/judged_set.h"

#include "base/error.h"
#include "metrics/counting.h"
#include "metrics/r_precision.h"

#include <torch/utils.h>

#include <algorithm>
#include <utility>

namespace recap {
namespace {

constexpr std::size_t kNeighbours = 5;  // of the reference implementation (prdc)

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

std::vector<PositionTrial> captionTrials(const JudgedImages& images) {
    std::vector<PositionTrial> trials;
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto found = images.judgements[i].scores.find(kScoreFalse);
        if (found != images.judgements[i].scores.end())
            trials.push_back({images.promptOf(i), images.truths[i].word, trueCaptionWins(found->second, 0)});
    }
    return trials;
}

bool namesObjects(const PromptTruth& truth) {
    return !truth.objects.empty();
}

// Those of `images` that `wanted` says; they keep the numbers of their prompts and lose features, which are kept once.
JudgedImages some(const JudgedImages& images, bool (*wanted)(const PromptTruth&)) {
    JudgedImages out;
    for (std::size_t i = 0; i < images.size(); ++i) {
        if (!wanted(images.truths[i])) continue;
        out.truths.push_back(images.truths[i]);
        out.judgements.push_back({images.judgements[i].counts, images.judgements[i].positions, {}});
        out.prompts.push_back(images.promptOf(i));
    }
    return out;
}

// Of these the classes with a number.
JudgedImages withNumbers(JudgedImages images) {
    for (auto& truth : images.truths) std::erase_if(truth.objects, [](const auto& item) { return item.second == 0; });
    return some(images, namesObjects);
}

torch::Tensor sharedFeatures(const JudgedImages& images) {
    const auto rows = images.features;
    if (rows->width == 0) return {};
    if (rows->values.size() != images.size() * rows->width)
        throw Error(ErrorCode::ShapeMismatch, message("There are not as many features as pictures."));
    // The deleter keeps the rows; nobody writes to what the tensor shows.
    return torch::from_blob(
        const_cast<float*>(rows->values.data()),
        {static_cast<std::int64_t>(images.size()), static_cast<std::int64_t>(rows->width)}, [rows](void*) {},
        torch::kFloat32);
}

}  // namespace

torch::Tensor featureRows(const std::vector<Judgement>& judgements) {
    std::size_t width = 0, rows = 0;
    for (const auto& judgement : judgements) {
        if (width == 0 && judgement.rows > 0) width = judgement.features.size() / judgement.rows;
        rows += judgement.rows;
    }
    if (width == 0) return {};
    auto out = torch::empty({static_cast<std::int64_t>(rows), static_cast<std::int64_t>(width)}, torch::kFloat32);
    auto* row = out.data_ptr<float>();
    for (const auto& judgement : judgements) {
        if (judgement.features.size() != judgement.rows * width)
            throw Error(ErrorCode::ShapeMismatch, message("Feature vectors must have one common width above zero."));
        row = std::copy(judgement.features.begin(), judgement.features.end(), row);
    }
    return out;
}

JudgedSet::JudgedSet(JudgedImages judged, std::shared_ptr<const ReferenceFeatures> real, std::uint64_t drawSeed)
    : images(std::move(judged)), reference(std::move(real)), seed(drawSeed) {
    requireConsistent(images);
    features = images.features ? sharedFeatures(images) : featureRows(images.judgements);
    if (features.defined()) requireFinite(features, message("generated pictures"));
    for (auto& judgement : images.judgements) std::vector<float>().swap(judgement.features);
    asked = some(images, namesObjects);
    counted = withNumbers(asked);
    objects = objectTrials(asked);
    positions = positionTrials(asked);
    positions_both = trialsWithBothPresent(asked);
    captions = captionTrials(images);
    count_errors = countingErrors(counted);
    count_exact = exactCounts(counted);
    r_precision = judgedRPrecision(counted, seed);
}

std::int64_t JudgedSet::rowCount() const {
    return features.defined() ? features.size(0) : 0;
}

torch::Tensor JudgedSet::rows(std::span<const double> weights) const {
    if (weights.empty()) return features;
    std::vector<std::int64_t> chosen;
    std::int64_t next = 0;
    for (std::size_t i = 0; i < images.size(); ++i)
        for (std::size_t row = 0; row < images.judgements[i].rows; ++row, ++next)
            if (weights[images.promptOf(i)] > 0) chosen.push_back(next);
    return features.index_select(0, torch::tensor(chosen, torch::kInt64));
}

const ManifoldCoverage& JudgedSet::coverage(std::span<const double> weights) const {
    const std::vector<double> key(weights.begin(), weights.end());
    const auto found = coverages_.find(key);
    if (found != coverages_.end()) return found->second;
    return coverages_.emplace(key, manifoldCoverage(reference->features(), rows(weights), kNeighbours)).first->second;
}

}  // namespace recap
