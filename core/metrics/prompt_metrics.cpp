// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/prompt_metrics.h"

#include "base/error.h"
#include "base/random.h"
#include "metrics/interval_rules.h"
#include "metrics/judged_set.h"

#include <algorithm>
#include <limits>
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

// Draws of prompts are the same for every metric of a model. Those of the bootstrap are made again for each.
class Draws {
public:
    Draws(std::size_t prompts, const PromptMetricOptions& options) : prompts_(prompts), options_(options) {}

    // The statistic on every draw of the rule; NaN where it is undefined, so that those of two models stay side by
    // side.
    std::vector<double> of(IntervalRule rule, const WeightedStatistic& statistic) {
        if (rule != IntervalRule::Jackknife) {
            const bool shifted = rule == IntervalRule::ShiftedBootstrap;
            return drawnReplicates(prompts_, shifted ? options_.frechet_replicates : options_.replicates, options_.seed,
                                   statistic);
        }
        if (groups_.empty()) groups_ = leftOut(prompts_, options_.seed);
        std::vector<double> out;
        for (const auto& weights : groups_) out.push_back(statistic(weights));
        return out;
    }

private:
    std::size_t prompts_;
    const PromptMetricOptions& options_;
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

const std::string& PromptMetrics::view() const {
    return state_->view;
}

std::vector<double> PromptMetrics::pictures(const std::string& metric) const {
    const auto& way = state_->way(metric);
    return way.pictures == nullptr ? std::vector<double>() : way.pictures(state_->set);
}

std::vector<MetricValue> PromptMetrics::values() const {
    const auto& set = state_->set;
    const auto& options = state_->options;
    Draws draws(set.images.promptCount(), options);
    std::vector<MetricValue> values;
    for (const auto& [info, way] : state_->metrics()) {
        MetricValue out;
        out.name = info->name;
        out.interval = way->interval;
        out.undefined = way->undefined(set);
        out.prompts = static_cast<std::int64_t>(set.images.promptCount());
        if (!out.undefined.empty()) {
            out.value = out.low = out.high = kUndefined;
            values.push_back(std::move(out));
            continue;
        }
        out.value = way->value(set, {});
        out.draws = draws.of(way->interval,
                             [&, way = way](std::span<const double> weights) { return way->value(set, weights); });
        const auto found = intervalByRule(way->interval, out.value, out.draws, options.confidence);
        out.low = found.interval.low;
        out.high = found.interval.high;
        out.standard_error = found.standard_error;
        // A Frechet distance is never negative; the shifted interval of one near zero may reach below.
        if (way->interval == IntervalRule::ShiftedBootstrap) out.low = std::max(0.0, out.low);
        out.n = way->trials(set);
        if (way->warning != nullptr) out.warning = way->warning(set);
        if (way->extrapolated != nullptr && options.extrapolate) out.extrapolated = way->extrapolated(set);
        values.push_back(std::move(out));
    }
    return values;
}

}  // namespace recap
