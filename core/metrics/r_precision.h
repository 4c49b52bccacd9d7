// SPDX-License-Identifier: GPL-3.0-or-later
//
// R-precision: can the image's own caption be told from other captions? TISE ranks captions by CLIP similarity; the
// demo, which has no CLIP of its own, ranks them by what its judge counted. The definitions share nothing but the name
// and must not be put in one column.
#pragma once

#include "metrics/judgement.h"

#include <cstdint>
#include <span>
#include <vector>

namespace recap {

inline constexpr int kRPrecisionDistractors = 99;

// The demo's definition, 1 or 0 per image. A caption stands for the numbers of objects it names. Up to `distractors`
// other prompts with different numbers are drawn without replacement from the prompts of the set, by `seed` and the
// prompt's index. Success: the true numbers are strictly nearer (Euclidean distance over all classes) to the judged
// counts than the numbers of every distractor; a tie fails. An image whose set holds no different prompt succeeds
// never.
std::vector<double> judgedRPrecision(const JudgedImages& images, std::uint64_t seed,
                                     int distractors = kRPrecisionDistractors);

// TISE's definition from similarities: row = image, column 0 = true caption; success when column 0 holds the maximum
// (it wins ties). Rows are taken in the order of `permutation` and cut into `bins` bins, the last takes the remainder.
struct BinnedRPrecision {
    double overall = 0;        // successes over images
    double mean = 0, std = 0;  // over bins; population standard deviation
    std::vector<double> bins;
};
BinnedRPrecision binnedRPrecision(const std::vector<std::vector<double>>& similarities,
                                  std::span<const std::int64_t> permutation, int bins = 10);

}  // namespace recap
