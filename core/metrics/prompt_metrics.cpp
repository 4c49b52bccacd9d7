// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prompt_metrics.h"

#include "base/error.h"
#include "metrics/counting.h"
#include "metrics/metric_card.h"
#include "metrics/object_accuracy.h"
#include "metrics/positional.h"
#include "metrics/r_precision.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace recap {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

// Share of right orders among the positional images that hold both objects.
std::vector<PositionTrial> trialsWithBothPresent(const JudgedImages& images) {
    std::vector<PositionTrial> trials;
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto& truth = images.truths[i];
        const auto& judgement = images.judgements[i];
        if (truth.relation.empty() || !isPresent(judgement, truth.first) || !isPresent(judgement, truth.second))
            continue;
        trials.push_back({images.promptOf(i), "both", relationHolds(truth, judgement)});
    }
    return trials;
}

// Images of prompts that say what is to be seen; they keep the numbers of their prompts.
JudgedImages understood(const JudgedImages& images) {
    JudgedImages some;
    for (std::size_t i = 0; i < images.size(); ++i) {
        if (images.truths[i].objects.empty()) continue;
        some.truths.push_back(images.truths[i]);
        some.judgements.push_back({images.judgements[i].counts, images.judgements[i].positions, {}});
        some.prompts.push_back(images.promptOf(i));
    }
    return some;
}

std::string text(std::int64_t n) {
    return std::to_string(n);
}

}  // namespace

struct PromptMetrics::State {
    JudgedImages images;
    JudgedImages asked;  // those whose prompt is understood
    std::shared_ptr<const FrechetReference> reference;
    PromptMetricOptions options;
    FeatureRows features;
    std::vector<ObjectTrial> objects;
    std::vector<PositionTrial> positions, positions_both;
    std::vector<double> count_errors, count_exact, r_precision;

    double frechet(std::span<const double> weights) const {
        PromptWeights perImage(images.size(), 1.0);
        if (!weights.empty())
            for (std::size_t i = 0; i < images.size(); ++i) perImage[i] = weights[images.promptOf(i)];
        return reference->distance(fitFeatures(features, perImage));
    }

    std::int64_t trials(const std::string& metric) const {
        if (metric == "soa_c" || metric == "soa_i") return static_cast<std::int64_t>(objects.size());
        if (metric == "pa") return static_cast<std::int64_t>(positions.size());
        if (metric == "pa_both") return static_cast<std::int64_t>(positions_both.size());
        if (metric == "fid") return static_cast<std::int64_t>(images.size());
        return static_cast<std::int64_t>(asked.size());
    }

    // In the order of what is missing: pictures, understood prompts, trials of the metric.
    std::string undefined(const std::string& metric) const {
        if (metric == "fid") {
            if (!reference) return "there are no real images with known objects to compare with";
            return images.size() < 2 ? "a Frechet distance needs at least two pictures" : "";
        }
        if (asked.size() == 0) return "no prompt names an object that the demo's judge knows";
        if ((metric == "pa" || metric == "pa_both") && positions.empty()) return "no prompt states a relation";
        if (metric == "pa_both" && positions_both.empty())
            return "in none of the " + text(static_cast<std::int64_t>(positions.size())) +
                   " pictures of prompts with a relation both objects were found";
        return {};
    }

    std::string warning(const std::string& metric) const {
        if (metric != "fid") return {};
        const auto pictures = std::min(trials("fid"), static_cast<std::int64_t>(reference->count()));
        const auto width = static_cast<std::int64_t>(reference->width());
        if (pictures >= kFrechetPictures && pictures >= width) return {};
        const std::string counts = "a Frechet distance of " + text(trials("fid")) + " pictures to " +
                                   text(static_cast<std::int64_t>(reference->count())) + " real ones in " +
                                   text(width) + " dimensions";
        if (pictures < width)
            return counts +
                   " says little: there are fewer pictures than dimensions. Compare it only with distances "
                   "of the same counts.";
        return counts + " is larger than one of many pictures would be (fewer than " + text(kFrechetPictures) +
               "). Compare it only with distances of the same counts.";
    }

    std::size_t replicates(const std::string& metric) const {
        return metric == "fid" ? options.frechet_replicates : options.replicates;
    }

    std::vector<PromptWeights> draws(const std::string& metric) const {
        return drawPromptWeights(images.promptCount(), replicates(metric), options.seed);
    }
};

PromptMetrics::PromptMetrics(JudgedImages images, std::shared_ptr<const FrechetReference> reference,
                             PromptMetricOptions options)
    : state_(std::make_unique<State>()) {
    requireConsistent(images);
    auto& s = *state_;
    s.asked = understood(images);
    s.objects = objectTrials(s.asked);
    s.positions = positionTrials(s.asked);
    s.positions_both = trialsWithBothPresent(s.asked);
    s.count_errors = countingErrors(s.asked);
    s.count_exact = exactCounts(s.asked);
    s.r_precision = judgedRPrecision(s.asked, options.seed);
    if (reference)
        for (const auto& judgement : images.judgements) s.features.push_back(judgement.features);
    s.images = std::move(images);
    s.reference = std::move(reference);
    s.options = options;
}

PromptMetrics::~PromptMetrics() = default;
PromptMetrics::PromptMetrics(PromptMetrics&&) noexcept = default;

std::size_t PromptMetrics::promptCount() const {
    return state_->images.promptCount();
}
const PromptMetricOptions& PromptMetrics::options() const {
    return state_->options;
}

std::string PromptMetrics::undefined(const std::string& metric) const {
    return state_->undefined(metric);
}

double PromptMetrics::value(const std::string& metric, std::span<const double> weights) const {
    const auto& s = *state_;
    if (findMetric(metric) == nullptr)
        throw Error(ErrorCode::InvalidOption, message("There is no metric '%1'.", metric));
    if (!s.undefined(metric).empty()) return kUndefined;
    if (metric == "fid") return s.frechet(weights);
    if (metric == "soa_c") return 100 * objectAccuracy(s.objects, EmptyImages::CountAsFailure, weights).soa_c;
    if (metric == "soa_i") return 100 * objectAccuracy(s.objects, EmptyImages::CountAsFailure, weights).soa_i;
    if (metric == "ca") return weightedImageMean(s.asked, s.count_errors, weights);
    if (metric == "pa") return 100 * positionalAlignment(s.positions, weights).pa;
    if (metric == "rp") return 100 * weightedImageMean(s.asked, s.r_precision, weights);
    if (metric == "count_exact") return 100 * weightedImageMean(s.asked, s.count_exact, weights);
    return 100 * positionalAlignment(s.positions_both, weights).pa;
}

std::vector<MetricValue> PromptMetrics::values() const {
    std::map<std::size_t, std::vector<PromptWeights>> drawn;  // by number of replicates
    std::vector<MetricValue> values;
    for (const auto& info : demoMetrics()) {
        if (const auto reason = undefined(info.name); !reason.empty()) {
            values.push_back({info.name, kUndefined, kUndefined, kUndefined, 0, reason});
            continue;
        }
        const double value = this->value(info.name, {});
        auto& draws = drawn[state_->replicates(info.name)];
        if (draws.empty()) draws = state_->draws(info.name);
        const auto replicates = bootstrapReplicates(
            draws, [&](std::span<const double> weights) { return this->value(info.name, weights); });
        Interval interval = info.name == "fid" ? shiftedInterval(value, replicates, state_->options.confidence)
                                               : percentileInterval(value, replicates, state_->options.confidence);
        // A distance is never negative; the shifted interval of one near zero may reach below.
        if (info.name == "fid") interval.low = std::max(0.0, interval.low);
        values.push_back(
            {info.name, value, interval.low, interval.high, state_->trials(info.name), {}, state_->warning(info.name)});
    }
    return values;
}

std::vector<MetricValue> pairedDifferences(const PromptMetrics& first, const PromptMetrics& second) {
    if (first.promptCount() != second.promptCount())
        throw Error(ErrorCode::ShapeMismatch,
                    message("A paired comparison needs the same prompts on both sides, not %1 and %2.",
                            first.promptCount(), second.promptCount()));
    std::vector<MetricValue> differences;
    const auto& options = first.options();
    for (const auto& info : demoMetrics()) {
        std::string reason = first.undefined(info.name);
        if (reason.empty()) reason = second.undefined(info.name);
        if (!reason.empty()) {
            differences.push_back({info.name, kUndefined, kUndefined, kUndefined, 0, reason});
            continue;
        }
        const double value = second.value(info.name, {}) - first.value(info.name, {});
        const std::size_t replicates = info.name == "fid" ? options.frechet_replicates : options.replicates;
        const auto draws = drawPromptWeights(first.promptCount(), replicates, options.seed);
        // The bias of resampled Frechet distances does not cancel exactly in a difference, so it is shifted as well.
        const auto changes = bootstrapReplicates(draws, [&](std::span<const double> weights) {
            return second.value(info.name, weights) - first.value(info.name, weights);
        });
        const Interval interval = info.name == "fid" ? shiftedInterval(value, changes, options.confidence)
                                                     : percentileInterval(value, changes, options.confidence);
        differences.push_back(
            {info.name, value, interval.low, interval.high, static_cast<std::int64_t>(first.promptCount())});
    }
    return differences;
}

std::shared_ptr<const FrechetReference> realReference(const FeatureRows& features) {
    return std::make_shared<FrechetReference>(fitFeatures(features));
}

}  // namespace recap
