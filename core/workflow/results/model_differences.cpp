// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/model_differences.h"

#include "metrics/metric_difference.h"
#include "workflow/results/metric_facts.h"

#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

namespace recap {
namespace {

constexpr double kMostTimes = 100;
// Of a card.
constexpr const char* kP = "p";
constexpr const char* kHolm = "p_holm";
constexpr const char* kError = "standard_error";
constexpr const char* kComparisons = "comparisons";

// Whether the number that a difference says it was computed from is this one.
bool sameNumber(const Json& card, const char* which, const MetricRecord& metric) {
    if (!card.is_object() || !card.contains(which)) return false;
    const Json& stored = card[which];
    // NaN is written as null.
    const auto same = [&](const char* key, double value) {
        if (!stored.is_object() || !stored.contains(key)) return false;
        const bool none = !stored[key].is_number() || !std::isfinite(stored[key].get<double>());
        return none ? !std::isfinite(value) : stored[key].get<double>() == value;
    };
    return same("value", metric.value) && same("low", metric.low) && same("high", metric.high) &&
           same("n", static_cast<double>(metric.n));
}

// 1234 as 1300.
std::int64_t toTwoDigits(double count) {
    const double unit = std::pow(10, std::max(0.0, std::floor(std::log10(count)) - 1));
    return static_cast<std::int64_t>(std::ceil(count / unit) * unit);
}

struct Named {
    const MetricRow* row = nullptr;
    const MetricRecord* metric = nullptr;
};

// The row of a run, and its number of the metric.
Named numberOf(const std::vector<MetricRow>& rows, RunId run, const MetricDifferenceRecord& difference,
               const char* number) {
    Named found;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics) {
            if (metric.run != run || metric.name != difference.name || metric.judge != difference.judge) continue;
            if (found.row == nullptr) found.row = &row;
            if (sameNumber(difference.card, number, metric)) return {&row, &metric};
        }
    return found;
}

int decimalsOf(double value) {
    return std::abs(value) >= 10 ? 1 : std::abs(value) >= 1 ? 2 : 3;
}

}  // namespace

bool separated(const MetricDifferenceRecord& difference) {
    return difference.p_holm <= kDifferenceLevel && (difference.low > 0 || difference.high < 0);
}

MetricRecord asNumber(const MetricDifferenceRecord& difference) {
    MetricRecord number{{},           difference.name,  difference.value, difference.low, difference.high,
                        difference.n, difference.judge, difference.card};
    number.card[kP] = difference.p;
    number.card[kHolm] = difference.p_holm;
    number.card[kError] = difference.standard_error;
    number.card[kComparisons] = difference.comparisons;
    return number;
}

MetricDifferenceRecord asDifference(const MetricRecord& number) {
    MetricDifferenceRecord difference;
    difference.name = number.name;
    difference.judge = number.judge;
    difference.value = number.value;
    difference.low = number.low;
    difference.high = number.high;
    difference.n = number.n;
    difference.card = number.card;
    const bool known = number.card.is_object() && number.card.contains(kHolm);
    const auto fact = [&](const char* key, double otherwise) {
        return known && number.card.contains(key) && number.card[key].is_number() ? number.card[key].get<double>()
                                                                                  : otherwise;
    };
    difference.p = fact(kP, difference.p);
    difference.p_holm = known ? fact(kHolm, difference.p_holm) : 0;
    difference.standard_error = fact(kError, difference.standard_error);
    difference.comparisons = static_cast<std::int64_t>(std::clamp(fact(kComparisons, 0), 0.0, 1e9));
    return difference;
}

DifferenceReading readingOf(const MetricDifferenceRecord& difference) {
    if (!std::isfinite(difference.value)) return DifferenceReading::Undefined;
    if (!separated(difference)) return DifferenceReading::NotSeparated;
    switch (metricDirection(difference.name, difference.card)) {
        case Direction::HigherIsBetter:
            return difference.value > 0 ? DifferenceReading::Better : DifferenceReading::Worse;
        case Direction::LowerIsBetter:
            return difference.value < 0 ? DifferenceReading::Better : DifferenceReading::Worse;
        case Direction::Unknown: break;
    }
    return DifferenceReading::Different;
}

bool belongsTo(const MetricDifferenceRecord& difference, const MetricRecord& first, const MetricRecord& second) {
    return first.run == difference.first && second.run == difference.second && first.name == difference.name &&
           second.name == difference.name && first.judge == difference.judge && second.judge == difference.judge &&
           sameNumber(difference.card, "first_number", first) && sameNumber(difference.card, "second_number", second);
}

Message promptsNeededFor(const MetricDifferenceRecord& difference) {
    if (readingOf(difference) != DifferenceReading::NotSeparated) return {};
    if (difference.value == 0) return message("no difference was measured");
    const auto comparisons = std::max<std::int64_t>(difference.comparisons, 1);
    const double needed = promptsNeeded(difference.value, difference.standard_error, difference.n,
                                        kDifferenceLevel / static_cast<double>(comparisons));
    if (!std::isfinite(needed)) return {};
    if (needed > kMostTimes * static_cast<double>(difference.n))
        return message("more than %1 times as many prompts would be needed to find a difference of this size",
                       static_cast<int>(kMostTimes));
    if (comparisons == 1)
        return message("about %1 prompts would be needed to find a difference of this size (80 % power at 5 %)",
                       toTwoDigits(needed));
    return message(
        "about %1 prompts would be needed to find a difference of this size (80 % power at 5 % for %2 "
        "comparisons)",
        toTwoDigits(needed), comparisons);
}

Message undefinedReason(const MetricDifferenceRecord& difference) {
    return undefinedReason(asNumber(difference));
}

Message differenceWarning(const MetricDifferenceRecord& difference) {
    return metricWarning(asNumber(difference));
}

DifferencesTable differencesTable(const std::vector<MetricDifferenceRecord>& differences,
                                  const std::vector<MetricRow>& rows) {
    DifferencesTable table;
    struct Placed {
        std::size_t rank;
        std::ptrdiff_t first, second;
        DifferenceRow row;
    };
    std::vector<Placed> placed;
    for (const auto& difference : differences) {
        const auto first = numberOf(rows, difference.first, difference, "first_number");
        const auto second = numberOf(rows, difference.second, difference, "second_number");
        if (first.row == nullptr || second.row == nullptr) continue;
        if (first.metric == nullptr || second.metric == nullptr) {
            ++table.outdated;
            continue;
        }
        const double largest = std::max(std::abs(difference.low), std::abs(difference.high));
        placed.push_back(
            {metricRank(difference.name),
             first.row - rows.data(),
             second.row - rows.data(),
             {first.row->model, second.row->model, metricTitle(difference.name, difference.judge, difference.card),
              difference, readingOf(difference), decimalsOf(largest)}});
    }
    std::stable_sort(placed.begin(), placed.end(), [](const Placed& a, const Placed& b) {
        return std::tie(a.rank, a.row.difference.judge, a.first, a.second) <
               std::tie(b.rank, b.row.difference.judge, b.first, b.second);
    });
    for (auto& item : placed) table.rows.push_back(std::move(item.row));
    return table;
}

}  // namespace recap
