// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/reference_features.h"

#include <utility>

namespace recap {

ReferenceFeatures::ReferenceFeatures(torch::Tensor features)
    : features_(std::move(features)), frechet_(std::make_unique<FrechetReference>(fitFeatures(features_))) {}

ReferenceFeatures::~ReferenceFeatures() = default;

}  // namespace recap
