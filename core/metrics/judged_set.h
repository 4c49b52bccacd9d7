// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/frechet.h"
#include "metrics/judgement.h"
#include "metrics/object_accuracy.h"
#include "metrics/positional.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace recap {

// The judged pictures of one model, made ready for every metric of the registry.
struct JudgedSet {
    // `reference`: statistics of real images; without it a distance is undefined. `seed`: of R-precision's distractors.
    JudgedSet(JudgedImages images, std::shared_ptr<const FrechetReference> reference, std::uint64_t seed);

    JudgedImages images;
    JudgedImages asked;  // those whose prompt is understood
    std::shared_ptr<const FrechetReference> reference;
    torch::Tensor features;  // of all images, [n, d]; undefined without a reference
    std::vector<ObjectTrial> objects;
    std::vector<PositionTrial> positions, positions_both;  // both: of images in which both objects are present
    std::vector<double> count_errors, count_exact, r_precision;
};

}  // namespace recap
