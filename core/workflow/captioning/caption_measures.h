// SPDX-License-Identifier: GPL-3.0-or-later
//
// What captions that a captioner wrote are worth, against captions of people for the same images.
#pragma once

#include "workflow/runs/curve_info.h"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recap {

struct WrittenCaption {
    std::string image = {};   // path of the picture
    std::string prefix = {};  // what the captioner was given to begin with
    std::string text = {};
    std::string reference = {};       // what a person wrote
    std::int64_t tokens = 0;          // of `text`
    std::int64_t unknown_tokens = 0;  // of these, [UNK]
};

// Name, label and meaning of the curves that only a captioner's training has: validation_loss, what captionMeasures()
// computes in its order, and the towers' own learning rates.
std::vector<CurveInfo> captionCurves();

// cider_d, bleu_4, rouge_l, clipscore, distinct_captions, mean_words, repeated_4grams, unknown_tokens. Empty without
// captions. `clip`: the CLIPScore of each caption, NaN where there is none; without any there is no clipscore.
std::vector<std::pair<std::string, double>> captionMeasures(const std::vector<WrittenCaption>& captions,
                                                            std::span<const double> clip = {});

// The values of each caption, in order, of those measures that are means over captions; NaN: it has none.
std::map<std::string, std::vector<double>> captionMeans(const std::vector<WrittenCaption>& captions,
                                                        std::span<const double> clip = {});

// Whether a larger value of this measure is better.
bool largerIsBetter(std::string_view measure);

}  // namespace recap
