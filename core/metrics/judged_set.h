// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/judgement.h"
#include "metrics/manifold_coverage.h"
#include "metrics/object_accuracy.h"
#include "metrics/positional.h"
#include "metrics/reference_features.h"

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace recap {

// The features of all of them, float32 [rows, width]; undefined where none has any. Throws Error(ShapeMismatch) for
// rows of several widths.
torch::Tensor featureRows(const std::vector<Judgement>& judgements);

// The pictures of one model as one view of a judge saw them, made ready for every metric that reads this view.
struct JudgedSet {
    // `reference`: features of real images; without it a distance is undefined. `seed`: of what metrics draw.
    // Throws Error(BadFormat) for features that are not numbers.
    JudgedSet(JudgedImages images, std::shared_ptr<const ReferenceFeatures> reference, std::uint64_t seed);

    JudgedImages images;
    JudgedImages asked;    // those whose prompt names objects
    JudgedImages counted;  // of these, those whose prompt says how many
    std::shared_ptr<const ReferenceFeatures> reference;
    torch::Tensor features;  // float32 [rows, width], a row each image or each part of one; undefined without any
    std::vector<ObjectTrial> objects;
    std::vector<PositionTrial> positions, positions_both;  // both: of images in which both objects are present
    std::vector<PositionTrial> captions;                   // of false captions, by positional word
    std::vector<double> count_errors, count_exact, r_precision;
    std::uint64_t seed = 0;

    std::int64_t rowCount() const;
    // Rows of features of the prompts that count; all without weights.
    torch::Tensor rows(std::span<const double> weights) const;
    // Precision, recall, density and coverage are computed together and asked for one by one.
    const ManifoldCoverage& coverage(std::span<const double> weights) const;

private:
    mutable std::map<std::vector<double>, ManifoldCoverage> coverages_;
};

}  // namespace recap
