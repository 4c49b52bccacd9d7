// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/feature_statistics.h"

#include <memory>

namespace recap {

// Frechet distance between the Gaussians of two feature sets: |m1 - m2|^2 + Tr(S1 + S2 - 2 (S1 S2)^(1/2)).
// The trace of the root is taken from the eigenvalues of the symmetric matrix S1^(1/2) S2 S1^(1/2), which stays well
// conditioned with fewer images than dimensions. Result >= 0 up to rounding; 0 for identical statistics.
// Both sides need the same width: throws Error(ShapeMismatch). Pure, any thread.
double frechetDistance(const FeatureStatistics& real, const FeatureStatistics& generated);

// The same against one fixed side, whose root is computed once: for bootstraps.
class FrechetReference {
public:
    explicit FrechetReference(FeatureStatistics real);
    ~FrechetReference();
    double distance(const FeatureStatistics& generated) const;
    std::size_t width() const;
    double count() const;  // images behind the fixed side

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace recap
