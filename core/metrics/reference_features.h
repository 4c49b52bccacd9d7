// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/frechet.h"

#include <torch/types.h>

#include <cstdint>
#include <memory>

namespace recap {

// Features of real pictures that generated ones are compared with.
class ReferenceFeatures {
public:
    // [n, d], any floating type. Throws Error(ShapeMismatch) for fewer than two rows.
    explicit ReferenceFeatures(torch::Tensor features);
    ~ReferenceFeatures();

    const torch::Tensor& features() const { return features_; }
    std::int64_t count() const { return features_.size(0); }
    std::int64_t width() const { return features_.size(1); }
    const FrechetReference& frechet() const { return *frechet_; }

private:
    torch::Tensor features_;
    std::unique_ptr<FrechetReference> frechet_;
};

}  // namespace recap
