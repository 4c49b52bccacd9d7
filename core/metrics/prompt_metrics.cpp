// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prompt_metrics.h"

#include "base/error.h"
#include "base/random.h"
#include "metrics/judged_set.h"

#include <algorithm>
#include <limits>
#include <map>
#include <numeric>

namespace recap {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kGroups = 20;

struct ReadMetric {
    const MetricInfo* info;
    const MetricWay* way;
};

const MetricInfo& requireMetric(const std::string& name) {
    const auto* info = findMetric(name);
    if (info == nullptr) throw Error(ErrorCode::InvalidOption, message("There is no metric '%1'.", name));
    return *info;
}

// Weights that leave out one group of prompts each. Which prompts are a group is drawn.
std::vector<PromptWeights> leftOut(std::size_t prompts, std::uint64_t seed) {
    const auto groups = std::min(kGroups, prompts);
    std::vector<std::size_t> order(prompts);
    std::iota(order.begin(), order.end(), std::size_t{0});
    Random random(deriveSeed(seed, "jackknife"));
    random.shuffle(order);
    std::vector<PromptWeights> out(groups, PromptWeights(prompts, 1.0));
    for (std::size_t i = 0; i < prompts; ++i) out[i % groups][order[i]] = 0;
    return out;
}

// Draws of prompts are the same for every metric of a model, so each kind is drawn once.
class Draws {
public:
    Draws(std::size_t prompts, const PromptMetricOptions& options) : prompts_(prompts), options_(options) {}

    // The interval of `statistic`, which is `value` on all prompts.
    Interval interval(IntervalRule rule, double value, const WeightedStatistic& statistic) {
        switch (rule) {
            case IntervalRule::Jackknife:
                if (groups_.empty()) groups_ = leftOut(prompts_, options_.seed);
                return jackknifeInterval(value, bootstrapReplicates(groups_, statistic), options_.confidence);
            case IntervalRule::ShiftedBootstrap:
                return shiftedInterval(value, bootstrapReplicates(drawn(options_.frechet_replicates), statistic),
                                       options_.confidence);
            case IntervalRule::Bootstrap: break;
        }
        return percentileInterval(value, bootstrapReplicates(drawn(options_.replicates), statistic),
                                  options_.confidence);
    }

private:
    const std::vector<PromptWeights>& drawn(std::size_t replicates) {
        auto& draws = drawn_[replicates];
        if (draws.empty()) draws = drawPromptWeights(prompts_, replicates, options_.seed);
        return draws;
    }

    std::size_t prompts_;
    const PromptMetricOptions& options_;
    std::map<std::size_t, std::vector<PromptWeights>> drawn_;
    std::vector<PromptWeights> groups_;
};

}  // namespace

struct PromptMetrics::State {
    std::string view;
    JudgedSet set;
    PromptMetricOptions options;

    std::vector<ReadMetric> metrics() const {
        std::vector<ReadMetric> out;
        const auto& wanted = options.wanted;
        for (const auto& info : metricRegistry()) {
            const auto* way = info.way(view);
            if (way != nullptr &&
                (wanted.empty() || std::find(wanted.begin(), wanted.end(), info.name) != wanted.end()))
                out.push_back({&info, way});
        }
        return out;
    }
    const MetricWay& way(const std::string& metric) const {
        const auto* found = requireMetric(metric).way(view);
        if (found == nullptr)
            throw Error(ErrorCode::InvalidOption, message("The metric '%1' does not read '%2'.", metric, view));
        return *found;
    }
};

PromptMetrics::PromptMetrics(std::string_view view, JudgedImages images,
                             std::shared_ptr<const ReferenceFeatures> reference, PromptMetricOptions options)
    : state_(std::make_unique<State>(
          State{std::string(view), JudgedSet(std::move(images), std::move(reference), options.seed), options})) {
    for (const auto& name : options.wanted) requireMetric(name);
}

PromptMetrics::~PromptMetrics() = default;
PromptMetrics::PromptMetrics(PromptMetrics&&) noexcept = default;

std::size_t PromptMetrics::promptCount() const {
    return state_->set.images.promptCount();
}

Message PromptMetrics::undefined(const std::string& metric) const {
    return state_->way(metric).undefined(state_->set);
}

double PromptMetrics::value(const std::string& metric, std::span<const double> weights) const {
    const auto& way = state_->way(metric);
    return way.undefined(state_->set).empty() ? way.value(state_->set, weights) : kUndefined;
}

std::vector<MetricValue> PromptMetrics::values() const {
    const auto& set = state_->set;
    Draws draws(set.images.promptCount(), state_->options);
    std::vector<MetricValue> values;
    for (const auto& [info, way] : state_->metrics()) {
        const std::string name(info->name);
        if (auto reason = way->undefined(set); !reason.empty()) {
            values.push_back({name, kUndefined, kUndefined, kUndefined, 0, std::move(reason)});
            continue;
        }
        const double value = way->value(set, {});
        Interval interval = draws.interval(
            way->interval, value, [&, way = way](std::span<const double> weights) { return way->value(set, weights); });
        // A Frechet distance is never negative; the shifted interval of one near zero may reach below.
        if (way->interval == IntervalRule::ShiftedBootstrap) interval.low = std::max(0.0, interval.low);
        values.push_back({name,
                          value,
                          interval.low,
                          interval.high,
                          way->trials(set),
                          {},
                          way->warning == nullptr ? Message() : way->warning(set),
                          way->interval,
                          way->extrapolated == nullptr ? kUndefined : way->extrapolated(set)});
    }
    return values;
}

std::vector<MetricValue> pairedDifferences(const PromptMetrics& first, const PromptMetrics& second) {
    if (first.promptCount() != second.promptCount())
        throw Error(ErrorCode::ShapeMismatch,
                    message("A paired comparison needs the same prompts on both sides, not %1 and %2.",
                            first.promptCount(), second.promptCount()));
    if (first.state_->view != second.state_->view)
        throw Error(ErrorCode::ShapeMismatch, message("A paired comparison needs the same judge on both sides."));
    std::vector<MetricValue> differences;
    Draws draws(first.promptCount(), first.state_->options);
    for (const auto& [info, way] : first.state_->metrics()) {
        const std::string name(info->name);
        Message reason = first.undefined(name);
        if (reason.empty()) reason = second.undefined(name);
        if (!reason.empty()) {
            differences.push_back({name, kUndefined, kUndefined, kUndefined, 0, reason});
            continue;
        }
        const double value = second.value(name, {}) - first.value(name, {});
        // The bias of resampled Frechet distances does not cancel exactly in a difference, so it is shifted as well.
        const Interval interval = draws.interval(way->interval, value, [&](std::span<const double> weights) {
            return second.value(name, weights) - first.value(name, weights);
        });
        differences.push_back({name,
                               value,
                               interval.low,
                               interval.high,
                               static_cast<std::int64_t>(first.promptCount()),
                               {},
                               {},
                               way->interval});
    }
    return differences;
}

}  // namespace recap
