// SPDX-License-Identifier: GPL-3.0-or-later
//
// Features of images and the Gaussian fitted to them.
//
// Features are a matrix [n, d] of any floating type, one row an image. Everything that is computed from them is
// computed in double precision, some rows at a time, so that 30,000 x 2048 floats cost their own 246 MB and little
// more. What takes features throws Error(ShapeMismatch) for what is no such matrix and Error(BadFormat) for a row that
// holds NaN or an infinity. Pure, any thread.
#pragma once

#include "base/message.h"

#include <torch/types.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace recap {

// Rows that are worked on at once; results do not depend on it but for the order of summation.
inline constexpr std::int64_t kFeatureBlock = 1024;

// Rows of one width as features, double [n, d]; [0, 0] without rows. Throws Error(ShapeMismatch) for ragged rows.
torch::Tensor featureMatrix(const std::vector<std::vector<double>>& rows);

// Throws Error(ShapeMismatch) unless `features` is a floating matrix with columns, and Error(BadFormat) with the number
// of the first row, counted from 1, that holds NaN or an infinity. `what` names the features: "real images".
void requireFinite(const torch::Tensor& features, const Message& what);

// Rows [from, to) as double on the CPU.
torch::Tensor featureBlock(const torch::Tensor& features, std::int64_t from, std::int64_t to);

// A Gaussian fitted to features: mean and sample covariance (n - 1). With fewer rows than columns the covariance is
// kept as its factor, of which far less is to be computed and stored: exactly one of the two is defined.
struct FeatureStatistics {
    double count = 0;          // images, or the sum of their weights
    torch::Tensor mean;        // double [d]
    torch::Tensor covariance;  // double [d, d]
    torch::Tensor factor;      // double [m, d], m < d: covariance = factor^T factor

    std::size_t width() const { return static_cast<std::size_t>(mean.numel()); }
    torch::Tensor fullCovariance() const;
    double trace() const;  // of the covariance
};

// Fits batch by batch in O(d^2) memory, whatever the number of images (the pairwise update of Chan, Golub and LeVeque
// 1979, which stays accurate where sums of squares cancel). Not thread-safe.
class FeatureAccumulator {
public:
    // [b, d]; every batch of the same width. `weights`: how often each row counts, not negative; empty means once.
    void add(const torch::Tensor& batch, std::span<const double> weights = {});
    double count() const { return count_; }
    // With its covariance, never a factor. Throws Error(ShapeMismatch) below a count of 2.
    FeatureStatistics statistics() const;

private:
    void addBlock(const torch::Tensor& rows, const torch::Tensor& weights);

    double count_ = 0;
    torch::Tensor mean_, scatter_;  // [d], and the sum of (x - mean)(x - mean)^T, [d, d]
};

// `weights` as above. Throws Error(ShapeMismatch) for a wrong number of weights or a weight sum below 2.
FeatureStatistics fitFeatures(const torch::Tensor& features, std::span<const double> weights = {});

}  // namespace recap
