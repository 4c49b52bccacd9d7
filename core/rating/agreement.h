// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <vector>

namespace recap {

// Rows are items, columns raters; nullopt: not rated.
using RatingTable = std::vector<std::vector<std::optional<double>>>;

enum class Scale { Nominal, Ordinal, Interval };

// 1 - observed / expected disagreement; any number of raters, missing ratings allowed. NaN when no item has two
// ratings; 1 when all ratings are the same.
double krippendorffAlpha(const RatingTable& ratings, Scale scale);

// The same from sums over items: coincidences[a * n + b] is how often values[a] meets values[b] on an item, each item
// weighted by 1 / (its ratings - 1). `values`: the n different ratings, ascending.
double alphaOfCoincidences(const std::vector<double>& coincidences, const std::vector<double>& values, Scale scale);

// Need the same number of ratings on every item (no nullopt): throw Error(ShapeMismatch) otherwise.
double fleissKappa(const RatingTable& ratings);
// Chance agreement is 1 / (number of different ratings).
double randolphKappa(const RatingTable& ratings);

enum class KappaWeights { None, Linear, Quadratic };
// Agreement of two raters; distances are those between the sorted different ratings.
double cohenKappa(const std::vector<double>& first, const std::vector<double>& second, KappaWeights weights);

}  // namespace recap
