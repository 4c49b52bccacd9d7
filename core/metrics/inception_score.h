// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <vector>

namespace recap {

// How N images are cut into splits: KeepAll makes split i the rows [i N / s, (i + 1) N / s); DropRemainder gives every
// split N / s rows and leaves the rest out.
enum class SplitRule { KeepAll, DropRemainder };

struct InceptionScore {
    double mean = 0, std = 0;  // over splits; population standard deviation
    std::vector<double> splits;
};

// exp of the mean divergence between p(y | image) and p(y) of the split; natural logarithm (Salimans et al. 2016).
// `logits`: [n, classes], as feature_statistics.h describes features. They are divided by `temperature` first (1: the
// classic score). Throws Error(ShapeMismatch) for fewer rows than splits.
InceptionScore inceptionScore(const torch::Tensor& logits, double temperature = 1, int splits = 10,
                              SplitRule rule = SplitRule::KeepAll);

}  // namespace recap
