// SPDX-License-Identifier: GPL-3.0-or-later
//
// How good a captioner gets by the number of human captions it learned from: the result of CaptionCurveJob as values.
#pragma once

#include "base/json.h"
#include "base/message.h"
#include "workflow/runs/curve_info.h"

#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

// A measure with a 95 % interval; NaN where there is none.
struct CurveValue {
    double value = std::numeric_limits<double>::quiet_NaN();
    double low = std::numeric_limits<double>::quiet_NaN();
    double high = std::numeric_limits<double>::quiet_NaN();
    std::int64_t n = 0;  // of a point: captions; of a mean: seeds
};
using CurveValues = std::map<std::string, CurveValue>;  // by the measure's name

// One captioner. Intervals are over held-out images.
struct CurvePoint {
    std::int64_t captions = 0;  // 0: the captioner before fine-tuning, which no seed changes
    std::int64_t seed = 0;
    CurveValues metrics = {};
};

struct CaptionCurve {
    std::vector<CurvePoint> points = {};  // by captions, then seed
    std::int64_t available = 0;           // human captions that are not held out
    std::int64_t held_out_images = 0, held_out_captions = 0;
};

// The captioners of one number of captions.
struct CurveMean {
    std::int64_t captions = 0;
    // Mean over seeds with Student's interval; of one seed, its own interval over images.
    CurveValues metrics = {};
};
std::vector<CurveMean> curveMeans(const CaptionCurve& curve);

// Measures of images whose content is known, shares of captions: right_objects, right_numbers, right_relation.
std::vector<CurveInfo> knownMeasures();
// The measures that say how good captions are, in the order in which they are shown: validation_loss, cider_d, bleu_4,
// rouge_l and others of captionCurves(), then knownMeasures().
std::vector<CurveInfo> curveMeasures();
// Those of them that any point has.
std::vector<CurveInfo> measuresOf(const CaptionCurve& curve);

// How many captions are enough by one measure.
struct CurveAnswer {
    std::int64_t captions = 0;  // from this number on kEnoughGain of the improvement is reached; 0: unknown
    std::int64_t most = 0;      // the largest number that was tried
    double gain = 0;            // share of the improvement by `most` that `captions` reach
    // By how much `most` are better than `captions` (than the next smaller number where only `most` are enough), over
    // seeds; none with one seed.
    std::optional<CurveValue> difference = {};
    std::vector<Message> sentences = {};  // the answer in plain words, never empty
};
// Improvement is counted from the captioner before fine-tuning, so it also works where lower values are better.
inline constexpr double kEnoughGain = 0.95;
CurveAnswer curveAnswer(const CaptionCurve& curve, const CurveInfo& measure);

// {available, held_out_images, held_out_captions, rows[{captions, seed, metrics{NAME: {value, low, high, n}}}],
// means[{captions, metrics}], answers[{metric, captions, most, gain, text}]}; null stands for NaN.
Json curveJson(const CaptionCurve& curve);
// Its rows and counts. Throws Error(BadFormat) with `origin` for anything else.
CaptionCurve curveFromJson(const Json& json, const std::string& origin);

// curveJson() in the folder of a run; it grows by one row at a time.
std::filesystem::path captionCurveFile(const std::filesystem::path& runFolder);
// None before the first row. Throws Error(BadFormat).
std::optional<CaptionCurve> readCaptionCurve(const std::filesystem::path& runFolder);

}  // namespace recap
