// SPDX-License-Identifier: GPL-3.0-or-later
//
// The metrics that read one view, for one model, with intervals over prompts. Shares are in percent, as the paper
// prints them; distances and errors are plain numbers. A prompt whose truth names no object (PromptTruth::objects
// empty) is one that a judge of objects does not understand: its images count for distances between sets of pictures
// and for nothing else.
#pragma once

#include "base/message.h"
#include "metrics/bootstrap.h"
#include "metrics/judgement.h"
#include "metrics/metric_registry.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

class ReferenceFeatures;

struct PromptMetricOptions {
    std::size_t replicates = 2000;
    std::size_t frechet_replicates = 300;  // each costs an eigenvalue decomposition
    std::uint64_t seed = 1;                // draws of prompts, of their groups and of distractors
    double confidence = 0.95;
    std::vector<std::string> wanted = {};  // names of metrics; empty: all that read the view
    bool extrapolate = true;               // Frechet distances also to infinitely many pictures, which takes a while
};

struct MetricValue {
    std::string name;
    double value = 0, low = 0, high = 0;  // NaN where it is undefined
    std::int64_t n = 0;  // trials behind the number: images, (image, class) pairs for SOA, positional prompts for PA
    Message undefined = {};  // why there is no value, a clause after "because"; empty when there is one
    Message warning = {};    // what a reader has to know about the value
    IntervalRule interval = IntervalRule::Bootstrap;
    double extrapolated = std::numeric_limits<double>::quiet_NaN();  // to infinitely many pictures
    double standard_error = std::numeric_limits<double>::quiet_NaN();
    std::int64_t prompts = 0;
    // The metric on each draw of prompts behind the interval, by its rule; NaN where a draw leaves it undefined. Models
    // with the same prompts and options have the same draws: what paired differences are made of (metric_difference.h).
    std::vector<double> draws = {};
};

// Of fewer pictures than this a Frechet distance is printed with a warning: the estimate grows as the number shrinks.
inline constexpr std::int64_t kFrechetPictures = 2048;

// One model's images as one view of a judge saw them, made ready for resampling. Compared models must be given the same
// prompts in the same order.
class PromptMetrics {
public:
    // `reference`: features of real images by the same view; without it distances are undefined. Throws
    // Error(InvalidOption) for a wanted metric that does not exist, Error(BadFormat) for features that are not numbers.
    PromptMetrics(std::string_view view, JudgedImages images,
                  std::shared_ptr<const ReferenceFeatures> reference = nullptr, PromptMetricOptions options = {});
    ~PromptMetrics();
    PromptMetrics(PromptMetrics&&) noexcept;

    // The wanted metrics that read the view, in the order of the registry; one that these images do not define says
    // why.
    std::vector<MetricValue> values() const;
    // One metric on drawn prompts; NaN when undefined. Throws Error(InvalidOption) for an unknown name and for one that
    // does not read the view.
    double value(const std::string& metric, std::span<const double> weights) const;
    // What each image contributes to a metric, in order and in its unit, NaN where it does not count; empty for a
    // metric of the whole set. Throws as value().
    std::vector<double> pictures(const std::string& metric) const;
    // Why a metric has no value here; empty when it has one.
    Message undefined(const std::string& metric) const;
    std::size_t promptCount() const;
    const std::string& view() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace recap
