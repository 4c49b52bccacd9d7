// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scores of CLIP embeddings, which need not be normalised: matrices as feature_statistics.h describes them. An
// embedding of length zero has no direction: Error(BadFormat) with its row.
#pragma once

#include "metrics/feature_statistics.h"

#include <cstdint>
#include <vector>

namespace recap {

// CLIPScore (Hessel et al. 2021) of each pair: 2.5 max(cos(image, text), 0). Row i of both belongs together.
// Throws Error(ShapeMismatch) for different numbers or widths.
std::vector<double> clipScores(const torch::Tensor& images, const torch::Tensor& texts);

// CMMD (Jayasumana et al. 2024): 1000 times the squared maximum mean discrepancy of the normalised embeddings with the
// kernel exp(-|x - y|^2 / (2 10^2)). As published the means include the diagonal, so it is biased upwards for few rows.
// The kernel is summed `block` by `block` rows, so no n x n matrix is held.
// Throws Error(ShapeMismatch) for an empty side or different widths.
double cmmd(const torch::Tensor& real, const torch::Tensor& generated, std::int64_t block = kFeatureBlock);

}  // namespace recap
