// SPDX-License-Identifier: GPL-3.0-or-later
//
// Scores of CLIP embeddings, which need not be normalised.
#pragma once

#include "metrics/feature_statistics.h"

#include <vector>

namespace recap {

// CLIPScore (Hessel et al. 2021) of each pair: 2.5 max(cos(image, text), 0). Row i of both belongs together.
// Throws Error(ShapeMismatch) for different numbers or widths.
std::vector<double> clipScores(const FeatureRows& images, const FeatureRows& texts);

// CMMD (Jayasumana et al. 2024): 1000 times the squared maximum mean discrepancy of the normalised embeddings with the
// kernel exp(-|x - y|^2 / (2 10^2)). As published the means include the diagonal, so it is biased upwards for few rows.
// Throws Error(ShapeMismatch) for an empty side or different widths.
double cmmd(const FeatureRows& real, const FeatureRows& generated);

}  // namespace recap
