// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "caption/caption_train_options.h"

#include <algorithm>
#include <string_view>

namespace recap {

// How good a captioner gets by the number of human captions it learns from: one training for each number and seed, all
// with these training options, so with as many steps. Torch-free.
struct CaptionCurveOptions {
    CaptionCurveOptions() { training.validation_share = 0.2; }

    std::vector<std::string> counts = {"25", "50", "100", "200", "all"};
    std::int64_t seeds = 3;
    std::int64_t replicates = 1000;
    // `seed` holds out the images, and is the first of `seeds` seeds that follow one another.
    CaptionTrainOptions training = {};
};

// Options of a training that a curve decides itself: it measures each captioner once, at its end, and keeps none.
inline constexpr std::string_view kNotOfCurves[] = {"validation_every",
                                                    "validation_captions",
                                                    "metric_for_best_model",
                                                    "early_stopping_patience",
                                                    "keep_checkpoints",
                                                    "keep_every",
                                                    "keep_best",
                                                    "tensorboard"};

template <class Visitor>
void describe(CaptionCurveOptions& o, Visitor&& field) {
    field("counts", o.counts,
          FieldInfo{.label = "Numbers of captions",
                    .help = "How many human captions the captioners learn from; all stands for every one that is not "
                            "held out. Smaller sets are parts of the larger ones, and every captioner is trained for "
                            "the same number of steps",
                    .group = "Curve"});
    field("seeds", o.seeds,
          FieldInfo{.label = "Seeds",
                    .help = "Captioners per number of captions; each seed draws other captions and another order. The "
                            "interval of a mean needs at least 2, and is narrow from about 5",
                    .min = 1,
                    .max = 100,
                    .group = "Curve"});
    field("replicates", o.replicates,
          FieldInfo{.label = "Replicates",
                    .help = "Bootstrap replicates of the intervals over images",
                    .min = 10,
                    .max = 100000,
                    .group = "Curve",
                    .advanced = true});
    describe(o.training, [&](std::string_view name, auto& value, FieldInfo info) {
        if (std::find(std::begin(kNotOfCurves), std::end(kNotOfCurves), name) != std::end(kNotOfCurves)) return;
        if (name == "validation_share") {
            info.label = "Held-out share";
            info.help = "Share of the images that no captioner learns from; all are compared on their captions";
            info.min = 0.01;
        }
        if (name == "seed") info.help = "First seed, which also chooses the images that are held out";
        field(name, value, info);
    });
}

}  // namespace recap
