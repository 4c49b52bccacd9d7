// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/feature_statistics.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace recap {

// Frechet distance between the Gaussians of two feature sets: |m1 - m2|^2 + Tr(S1 + S2 - 2 (S1 S2)^(1/2)) (Heusel et
// al. 2017). With factors S = H^T H of both covariances the trace of the root is the sum of the singular values of
// H1 H2^T. They are taken from the eigenvalues of that matrix times its transpose on its smaller side, which is
// symmetric and stays well conditioned with fewer images than dimensions.
// Result >= 0 up to rounding; 0 for identical statistics. The expected value is larger the fewer images there are: see
// frechetAtInfinity. Both sides need the same width: throws Error(ShapeMismatch). Pure, any thread.
double frechetDistance(const FeatureStatistics& real, const FeatureStatistics& generated);

// The same against one fixed side, whose factor is computed once: for bootstraps.
class FrechetReference {
public:
    explicit FrechetReference(const FeatureStatistics& real);
    ~FrechetReference();
    double distance(const FeatureStatistics& generated) const;
    std::size_t width() const;
    double count() const;  // images behind the fixed side

private:
    struct State;
    std::unique_ptr<State> state_;
};

// Distance of `count` of the rows, drawn without replacement: for comparing sets of different sizes at equal counts.
// The same seed draws the same rows. Throws Error(ShapeMismatch) unless 2 <= count <= n.
double frechetAtCount(const FrechetReference& reference, const torch::Tensor& features, std::int64_t count,
                      std::uint64_t seed);

// A Frechet distance of N generated images is expected to lie above the distance of their distributions by a term that
// falls with 1/N. Chong and Forsyth ("Effectively Unbiased FID and Inception Score and where to find them", CVPR 2020)
// fit a line to distances against 1/N and report its value at 1/N = 0.
struct FrechetExtrapolation {
    double value = 0;  // at infinitely many generated images; may be negative by chance
    double slope = 0;  // distance(N) is about value + slope / N
    std::vector<std::int64_t> counts;
    std::vector<double> distances;  // one per count, each of newly drawn rows
};

// Of `points` counts, evenly spaced between extrapolationStart(n, d) and n. What the number of the reference's own
// images adds to the distance stays in it. Throws Error(ShapeMismatch) for fewer than 20 rows or 2 points.
FrechetExtrapolation frechetAtInfinity(const FrechetReference& reference, const torch::Tensor& features,
                                       std::uint64_t seed, int points = 15);

// The smallest count of an extrapolation: 5,000 from 50,000 images on, as published; a tenth of fewer images, but as
// many as there are dimensions where half of the images allow that, because below it the bias is no line in 1/N.
std::int64_t extrapolationStart(std::int64_t images, std::int64_t width);

}  // namespace recap
