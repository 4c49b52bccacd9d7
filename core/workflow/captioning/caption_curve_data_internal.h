// SPDX-License-Identifier: GPL-3.0-or-later
//
// Which captioners a curve consists of, and by what each is recognised.
#pragma once

#include "workflow/captioning/caption_curve_options.h"
#include "workflow/captioning/caption_data_internal.h"

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

// The captions that the captioners learn from and those that all are compared on, with the curve's numbers.
struct CurveData {
    CaptionData captions = {};
    std::int64_t heldOutImages = 0;
    std::vector<std::int64_t> counts = {};   // ascending
    std::vector<std::int64_t> leftOut = {};  // numbers that are larger than what there is
};
// Throws Error(InvalidOption) without captions to learn from or to compare with, or when every number is too large.
CurveData collectCurveData(Project& project, const CaptionCurveOptions& options);

// `count` captions for one seed, image by image in an order that the seed alone decides: a smaller number gives the
// first of them.
std::vector<CaptionItem> curveSubset(const std::vector<CaptionItem>& captions, std::int64_t seed, std::int64_t count);

// The training of one captioner of the curve.
CaptionTrainOptions pointTraining(const CaptionCurveOptions& options, std::int64_t seed);

// Sixteen digits that name everything that decides the numbers of a captioner: the base's weights, the captions, every
// option of its training but those of the machine, and what it is measured on (`known`: see CaptionCurveRequest).
std::string pointKey(const CaptionCurveOptions& options, const std::string& baseHash, const CurveData& data,
                     const std::string& known, std::int64_t captions, std::int64_t seed);

}  // namespace recap
