// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/metric_names.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace recap {
namespace {

struct KnownMetric {
    const char* name;
    const char* title;
    Direction direction;
};

constexpr std::array kKnown = {
    KnownMetric{"fid", "FID", Direction::LowerIsBetter},
    KnownMetric{"o_fid", "O-FID", Direction::LowerIsBetter},
    KnownMetric{"soa_c", "SOA-C", Direction::HigherIsBetter},
    KnownMetric{"soa_i", "SOA-I", Direction::HigherIsBetter},
    KnownMetric{"ca", "CA", Direction::LowerIsBetter},
    KnownMetric{"pa", "PA", Direction::HigherIsBetter},
    KnownMetric{"rp", "RP", Direction::HigherIsBetter},
    KnownMetric{"count_exact", "counts exact", Direction::HigherIsBetter},
    KnownMetric{"pa_both", "PA | both", Direction::HigherIsBetter},
    KnownMetric{"clip_score", "CLIPScore", Direction::HigherIsBetter},
    KnownMetric{"cmmd", "CMMD", Direction::LowerIsBetter},
    KnownMetric{"kid", "KID", Direction::LowerIsBetter},
    KnownMetric{"is", "IS", Direction::HigherIsBetter},
};

const KnownMetric* find(const std::string& name) {
    const auto it = std::find_if(kKnown.begin(), kKnown.end(), [&](const KnownMetric& m) { return name == m.name; });
    return it == kKnown.end() ? nullptr : &*it;
}

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

bool isDemoMeasure(const std::string& judge) {
    return judge == "demo judge";
}

std::string metricTitle(const std::string& name, const std::string& judge, const Json& card) {
    const auto* known = find(name);
    // Cards of older projects call the demo's measures by the paper's names.
    if (known != nullptr && isDemoMeasure(judge)) return std::string("Demo ") + known->title;
    if (const auto title = textOf(card, "title"); !title.empty()) return title;
    return known == nullptr ? name : known->title;
}

std::string metricExportName(const std::string& name, const std::string& judge) {
    return isDemoMeasure(judge) ? "demo_" + name : name;
}

Direction metricDirection(const std::string& name, const Json& card) {
    if (card.is_object())
        if (const auto it = card.find("higher_is_better"); it != card.end() && it->is_boolean())
            return it->get<bool>() ? Direction::HigherIsBetter : Direction::LowerIsBetter;
    const auto* known = find(name);
    return known == nullptr ? Direction::Unknown : known->direction;
}

std::size_t metricRank(const std::string& name) {
    const auto* known = find(name);
    return known == nullptr ? kKnown.size() : static_cast<std::size_t>(known - kKnown.data());
}

bool dependsOnCount(const std::string& name) {
    return name == "fid" || name == "o_fid";
}

std::string undefinedReason(const MetricRecord& metric) {
    if (std::isfinite(metric.value)) return {};
    const auto reason = textOf(metric.card, "undefined");
    return reason.empty() ? "it is not defined for these pictures" : reason;
}

std::string metricWarning(const MetricRecord& metric) {
    return textOf(metric.card, "warning");
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
