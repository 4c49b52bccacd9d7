// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/repeated_models.h"

#include "base/error.h"
#include "base/stored_message.h"
#include "metrics/bootstrap.h"
#include "metrics/repeated_runs.h"
#include "workflow/results/model_differences.h"
#include "workflow/results/results_table.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace recap {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

double fact(const Json& card, const char* key) {
    return card.is_object() && card.contains(key) && card[key].is_number() ? card[key].get<double>() : kNone;
}

// Cards of older projects do not have it.
double standardErrorOf(const MetricRecord& number) {
    const double stored = fact(number.card, "standard_error");
    return std::isfinite(stored) ? stored : (number.high - number.low) / (2 * normalQuantile(0.975));
}

const MetricRecord* numberOf(const MetricRow& row, const MetricRecord& like) {
    const auto it = std::find_if(row.metrics.begin(), row.metrics.end(), [&](const MetricRecord& metric) {
        return metric.name == like.name && metric.judge == like.judge &&
               comparableCard(metric.card) == comparableCard(like.card);
    });
    return it == row.metrics.end() ? nullptr : &*it;
}

MetricRecord undefinedNumber(MetricRecord number, const Message& reason) {
    number.value = number.low = number.high = kNone;
    number.n = 0;
    number.card["undefined"] = storedText(reason);
    return number;
}

// Of every two runs, or none.
std::vector<double> differenceErrors(const std::vector<const MetricRecord*>& numbers,
                                     const std::vector<MetricDifferenceRecord>& differences) {
    std::vector<double> errors;
    for (std::size_t i = 0; i < numbers.size(); ++i)
        for (std::size_t k = i + 1; k < numbers.size(); ++k) {
            const auto it = std::find_if(differences.begin(), differences.end(), [&](const auto& d) {
                return belongsTo(d, *numbers[i], *numbers[k]) || belongsTo(d, *numbers[k], *numbers[i]);
            });
            if (it == differences.end() || !std::isfinite(it->standard_error)) return {};
            errors.push_back(it->standard_error);
        }
    return errors;
}

// `like`: the number of the first run.
MetricRecord joined(const MetricRecord& like, const std::vector<const MetricRow*>& rows,
                    const std::vector<MetricDifferenceRecord>& differences) {
    MetricRecord out = like;
    out.run = {};
    if (!out.card.is_object()) out.card = Json::object();
    for (const char* key : {"extrapolated", "standard_error", "at_count", "at_count_value", "at_count_low",
                            "at_count_high", "at_count_subsets", "warning"})
        out.card.erase(key);
    out.card["repeats"] = rows.size();
    out.n = 0;
    RepeatedRuns runs;
    std::vector<const MetricRecord*> numbers;
    for (const auto* row : rows) {
        const auto* number = numberOf(*row, like);
        if (number == nullptr || !std::isfinite(number->value))
            return undefinedNumber(out, message("the run '%1' has no such number", row->model));
        numbers.push_back(number);
        runs.values.push_back(number->value);
        runs.standard_errors.push_back(standardErrorOf(*number));
        out.n += number->n;
    }
    runs.difference_errors = differenceErrors(numbers, differences);
    const double prompts = fact(like.card, "prompts");
    runs.prompts = std::isfinite(prompts) ? static_cast<std::int64_t>(std::clamp(prompts, 0.0, 1e12)) : like.n;
    if (runs.prompts < 2) return undefinedNumber(out, message("an interval over runs needs at least two prompts"));
    const auto found = overRepeats(runs);
    out.value = found.value;
    out.low = found.low;
    out.high = found.high;
    if (runs.difference_errors.empty())
        out.card["warning"] =
            storedText(message("without the paired differences of its %1 runs the interval is too wide; "
                               "compute their metrics together.",
                               rows.size()));
    return out;
}

}  // namespace

RepeatedModel repeatedModelFromText(const std::string& text) {
    RepeatedModel model;
    const auto equals = text.find('=');
    model.name = text.substr(0, equals);
    for (std::size_t at = equals; at != std::string::npos;) {
        const auto next = text.find(',', at + 1);
        if (auto run = text.substr(at + 1, next == std::string::npos ? next : next - at - 1); !run.empty())
            model.runs.push_back(std::move(run));
        at = next;
    }
    if (model.name.empty() || model.runs.size() < 2)
        throw Error(ErrorCode::InvalidOption,
                    message("'%1' names no repeated model: write NAME=run1,run2 with at least two runs.", text));
    return model;
}

std::vector<MetricRow> withRepeats(const std::vector<MetricRow>& rows, const std::vector<RepeatedModel>& models,
                                   const std::vector<MetricDifferenceRecord>& differences) {
    std::vector<MetricRow> out = rows;
    for (const auto& model : models) {
        std::vector<const MetricRow*> runs;
        std::size_t place = 0;
        for (const auto& name : model.runs) {
            const auto same = [&](const MetricRow& row) { return row.model == name; };
            const auto left = std::find_if(out.begin(), out.end(), same);
            const auto row = std::find_if(rows.begin(), rows.end(), same);
            if (left == out.end() || row == rows.end())
                throw Error(
                    ErrorCode::InvalidOption,
                    message("The run '%1' of '%2' has no numbers among those that are shown, or is named twice.", name,
                            model.name));
            if (runs.empty()) place = static_cast<std::size_t>(left - out.begin());
            runs.push_back(&*row);
            place = std::min(place, static_cast<std::size_t>(left - out.begin()));
            out.erase(left);
        }
        MetricRow row{model.name, {}, false};
        for (const auto& metric : runs.front()->metrics) row.metrics.push_back(joined(metric, runs, differences));
        out.insert(out.begin() + static_cast<std::ptrdiff_t>(place), std::move(row));
    }
    return out;
}

}  // namespace recap
