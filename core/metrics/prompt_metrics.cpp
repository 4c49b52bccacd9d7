// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prompt_metrics.h"

#include "base/error.h"
#include "metrics/judged_set.h"
#include "metrics/metric_registry.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace recap {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

const MetricInfo& requireMetric(const std::string& name) {
    const auto* info = findMetric(name);
    if (info == nullptr) throw Error(ErrorCode::InvalidOption, message("There is no metric '%1'.", name));
    return *info;
}

std::size_t replicatesOf(const MetricInfo& info, const PromptMetricOptions& options) {
    return info.computed.biased_by_resampling ? options.frechet_replicates : options.replicates;
}

Interval intervalOf(const MetricInfo& info, double value, const std::vector<double>& replicates,
                    const PromptMetricOptions& options) {
    return info.computed.biased_by_resampling ? shiftedInterval(value, replicates, options.confidence)
                                              : percentileInterval(value, replicates, options.confidence);
}

}  // namespace

struct PromptMetrics::State {
    JudgedSet set;
    PromptMetricOptions options;
};

PromptMetrics::PromptMetrics(JudgedImages images, std::shared_ptr<const FrechetReference> reference,
                             PromptMetricOptions options)
    : state_(
          std::make_unique<State>(State{JudgedSet(std::move(images), std::move(reference), options.seed), options})) {}

PromptMetrics::~PromptMetrics() = default;
PromptMetrics::PromptMetrics(PromptMetrics&&) noexcept = default;

std::size_t PromptMetrics::promptCount() const {
    return state_->set.images.promptCount();
}
const PromptMetricOptions& PromptMetrics::options() const {
    return state_->options;
}

Message PromptMetrics::undefined(const std::string& metric) const {
    return requireMetric(metric).computed.undefined(state_->set);
}

double PromptMetrics::value(const std::string& metric, std::span<const double> weights) const {
    const auto& computed = requireMetric(metric).computed;
    return computed.undefined(state_->set).empty() ? computed.value(state_->set, weights) : kUndefined;
}

std::vector<MetricValue> PromptMetrics::values() const {
    const auto& set = state_->set;
    const auto& options = state_->options;
    std::map<std::size_t, std::vector<PromptWeights>> drawn;  // by number of replicates
    std::vector<MetricValue> values;
    for (const auto& info : metricRegistry()) {
        const std::string name(info.name);
        const auto& computed = info.computed;
        if (auto reason = computed.undefined(set); !reason.empty()) {
            values.push_back({name, kUndefined, kUndefined, kUndefined, 0, std::move(reason)});
            continue;
        }
        const double value = computed.value(set, {});
        const auto count = replicatesOf(info, options);
        auto& draws = drawn[count];
        if (draws.empty()) draws = drawPromptWeights(set.images.promptCount(), count, options.seed);
        const auto replicates =
            bootstrapReplicates(draws, [&](std::span<const double> weights) { return computed.value(set, weights); });
        Interval interval = intervalOf(info, value, replicates, options);
        // A distance is never negative; the shifted interval of one near zero may reach below.
        if (computed.biased_by_resampling) interval.low = std::max(0.0, interval.low);
        values.push_back({name,
                          value,
                          interval.low,
                          interval.high,
                          computed.trials(set),
                          {},
                          computed.warning == nullptr ? Message() : computed.warning(set)});
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
    for (const auto& info : metricRegistry()) {
        const std::string name(info.name);
        Message reason = first.undefined(name);
        if (reason.empty()) reason = second.undefined(name);
        if (!reason.empty()) {
            differences.push_back({name, kUndefined, kUndefined, kUndefined, 0, reason});
            continue;
        }
        const double value = second.value(name, {}) - first.value(name, {});
        const auto draws = drawPromptWeights(first.promptCount(), replicatesOf(info, options), options.seed);
        // The bias of resampled Frechet distances does not cancel exactly in a difference, so it is shifted as well.
        const auto changes = bootstrapReplicates(draws, [&](std::span<const double> weights) {
            return second.value(name, weights) - first.value(name, weights);
        });
        const Interval interval = intervalOf(info, value, changes, options);
        differences.push_back(
            {name, value, interval.low, interval.high, static_cast<std::int64_t>(first.promptCount())});
    }
    return differences;
}

std::shared_ptr<const FrechetReference> realReference(const torch::Tensor& features) {
    return std::make_shared<FrechetReference>(fitFeatures(features));
}

}  // namespace recap
