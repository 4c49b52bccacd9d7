// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/metric_facts.h"

#include "base/stored_message.h"
#include "metrics/judge_registry.h"

#include <cmath>

namespace recap {
namespace {

constexpr const char* kUndefined = "undefined";
constexpr const char* kWarning = "warning";

std::string textOf(const Json& card, const char* key) {
    if (!card.is_object()) return {};
    const auto it = card.find(key);
    return it != card.end() && it->is_string() ? it->get<std::string>() : std::string();
}

std::int64_t numberOf(const Json& card, const char* key, std::int64_t otherwise) {
    if (!card.is_object()) return otherwise;
    const auto it = card.find(key);
    return it != card.end() && it->is_number_integer() ? it->get<std::int64_t>() : otherwise;
}

}  // namespace

std::string metricTitle(const std::string& name, const std::string& judge, const Json& card) {
    const auto* info = findMetric(name);
    const auto* judged = findJudge(judge);
    // Cards of older projects call the demo's measures by the paper's names.
    if (info != nullptr && judged != nullptr) return std::string(judged->title_prefix).append(info->title);
    if (const auto title = textOf(card, "title"); !title.empty()) return title;
    return info == nullptr ? name : std::string(info->title);
}

std::string metricExportName(const std::string& name, const std::string& judge) {
    const auto* judged = findJudge(judge);
    return judged == nullptr ? name : std::string(judged->export_prefix) + name;
}

Direction metricDirection(const std::string& name, const Json& card) {
    if (card.is_object())
        if (const auto it = card.find("higher_is_better"); it != card.end() && it->is_boolean())
            return it->get<bool>() ? Direction::HigherIsBetter : Direction::LowerIsBetter;
    const auto* info = findMetric(name);
    return info == nullptr ? Direction::Unknown : info->direction;
}

std::string metricDefinition(const std::string& name) {
    const auto* info = findMetric(name);
    return info == nullptr ? std::string() : std::string(info->definition);
}

std::size_t metricRank(const std::string& name) {
    const auto& registry = metricRegistry();
    const auto* info = findMetric(name);
    return info == nullptr ? registry.size() : static_cast<std::size_t>(info - registry.data());
}

bool dependsOnCount(const std::string& name) {
    const auto* info = findMetric(name);
    return info != nullptr && info->depends_on_count;
}

Message undefinedReason(const MetricRecord& metric) {
    if (std::isfinite(metric.value)) return {};
    const auto reason = fromStoredText(textOf(metric.card, kUndefined));
    return reason.empty() ? message("it is not defined for these pictures") : reason;
}

Message metricWarning(const MetricRecord& metric) {
    return fromStoredText(textOf(metric.card, kWarning));
}

Json englishCard(const Json& card) {
    Json english = card;
    for (const char* key : {kUndefined, kWarning})
        if (const auto text = textOf(card, key); !text.empty()) english[key] = fromStoredText(text).english();
    return english;
}

std::int64_t computedMs(const MetricRecord& metric) {
    return numberOf(metric.card, "computed_ms", 0);
}

std::int64_t bootstrapSeedOf(const std::vector<MetricRecord>& metrics) {
    std::int64_t seed = 1, newest = -1;
    for (const auto& metric : metrics) {
        const auto own = numberOf(metric.card, "bootstrap_seed", -1);
        if (own < 0 || computedMs(metric) <= newest) continue;
        newest = computedMs(metric);
        seed = own;
    }
    return seed;
}

}  // namespace recap
