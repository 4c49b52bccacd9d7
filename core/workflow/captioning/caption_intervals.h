// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "metrics/bootstrap.h"
#include "workflow/captioning/caption_measures.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace recap {

// A measure of captions. The interval is the 95 % interval over images, where resampling images gives one.
struct EvaluatedMeasure {
    std::string name;
    double value = 0;
    std::int64_t n = 0;  // captions that it is about
    std::optional<std::pair<double, double>> interval = {};
};

// 95 % intervals by resampling images; the captions of one image are one unit. Captions are given in one order
// everywhere.
class ImageIntervals {
public:
    // `images`: of each caption, the image that it is about.
    ImageIntervals(const std::vector<std::string>& images, std::int64_t replicates, std::uint64_t seed);

    std::size_t images() const { return units_; }
    // Of the mean over captions; a value that is NaN is of a caption that does not count. NaN where none counts.
    Interval mean(std::span<const double> values) const;
    // Of BLEU-4 of the set.
    Interval bleu4(const std::vector<WrittenCaption>& captions) const;

private:
    std::vector<std::size_t> unit_;  // of each caption
    std::size_t units_ = 0;
    std::vector<PromptWeights> draws_;
};

// Every measure of captionMeasures(): CIDEr-D, BLEU-4, ROUGE-L, CLIPScore and the number of words with an interval.
// `clip`: the CLIPScore of each caption, NaN where there is none; empty: no such measure.
std::vector<EvaluatedMeasure> evaluatedMeasures(const std::vector<WrittenCaption>& captions, std::int64_t replicates,
                                                std::uint64_t seed, std::span<const double> clip = {});

// The image of each caption.
std::vector<std::string> imagesOf(const std::vector<WrittenCaption>& captions);

}  // namespace recap
