// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/report/study_report_tables_internal.h"

#include "base/clock.h"
#include "metrics/metric_card.h"
#include "workflow/report/study_report_internal.h"
#include "workflow/results/metric_facts.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace recap::report_internal {
namespace {

const MetricRecord* findMetricOf(const MetricRow& row, const std::string& name) {
    const auto it = std::find_if(row.metrics.begin(), row.metrics.end(), [&](const auto& m) { return m.name == name; });
    return it == row.metrics.end() ? nullptr : &*it;
}

// In the paper's order; metrics that the table of definitions does not know come last.
std::vector<std::string> columnsOf(const std::vector<MetricRow>& rows) {
    std::vector<std::string> names;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics)
            if (std::find(names.begin(), names.end(), metric.name) == names.end()) names.push_back(metric.name);
    std::stable_sort(names.begin(), names.end(),
                     [](const auto& a, const auto& b) { return metricRank(a) < metricRank(b); });
    return names;
}

// The first row that has the metric; columnsOf() names no other metrics.
const MetricRecord& exampleOf(const std::vector<MetricRow>& rows, const std::string& name) {
    const auto it = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return findMetricOf(row, name); });
    return *findMetricOf(*it, name);
}

std::string columnTitle(const std::vector<MetricRow>& rows, const std::string& name) {
    const auto& metric = exampleOf(rows, name);
    return metricTitle(name, metric.judge, metric.card);
}

Json columnHead(const std::vector<MetricRow>& rows, const std::string& name) {
    const auto* info = findMetric(name);
    const auto direction = metricDirection(name, exampleOf(rows, name).card);
    return {{"name", columnTitle(rows, name)},
            {"definition", orNone(info == nullptr ? std::string() : std::string(info->definition))},
            {"higher", direction == Direction::HigherIsBetter},
            {"lower", direction == Direction::LowerIsBetter}};
}

bool isReference(const MetricRow& row) {
    return row.model.rfind("Real", 0) == 0;
}

std::int64_t imagesOf(const MetricRecord& metric) {
    if (!metric.card.is_object()) return 0;
    const auto it = metric.card.find("images");
    return it != metric.card.end() && it->is_number_integer() ? it->get<std::int64_t>() : 0;
}

// The best model, when its interval does not touch the interval of any other model: a lead that the data support. Of
// different numbers of pictures a distance that depends on them names none.
std::optional<std::size_t> supportedBest(const std::vector<MetricRow>& rows, const std::string& name) {
    const auto direction = metricDirection(name, exampleOf(rows, name).card);
    if (direction == Direction::Unknown) return std::nullopt;
    const double sign = direction == Direction::HigherIsBetter ? 1 : -1;
    std::vector<std::pair<std::size_t, const MetricRecord*>> models;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto* metric = findMetricOf(rows[i], name);
        if (metric != nullptr && !isReference(rows[i]) && std::isfinite(metric->value)) models.emplace_back(i, metric);
    }
    if (models.empty()) return std::nullopt;
    const auto best = *std::max_element(models.begin(), models.end(), [&](const auto& a, const auto& b) {
        return sign * a.second->value < sign * b.second->value;
    });
    for (const auto& [i, other] : models) {
        if (i == best.first) continue;
        const auto* lead = best.second;
        const bool apart = sign > 0 ? lead->low > other->high : lead->high < other->low;
        if (!apart || (dependsOnCount(name) && imagesOf(*lead) != imagesOf(*other))) return std::nullopt;
    }
    return best.first;
}

std::string intervalText(const MetricRecord& metric) {
    if (!std::isfinite(metric.low) || !std::isfinite(metric.high) ||
        (metric.low == 0 && metric.high == 0 && metric.value != 0))
        return {};
    return std::string("[").append(numberText(metric.low)).append(", ").append(numberText(metric.high)).append("]");
}

Json cell(const MetricRecord* metric, bool best) {
    const auto reason = metric == nullptr ? std::string() : undefinedReason(*metric);
    if (metric == nullptr || !reason.empty()) return {{"number", false}, {"reason", orNone(reason)}};
    return {{"number", numberText(metric->value)},
            {"interval", intervalText(*metric)},
            {"n", metric->n},
            {"judge", orNone(metric->judge)},
            {"best", best}};
}

std::string judgesOf(const std::vector<MetricRow>& rows) {
    std::vector<std::string> judges;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics)
            if (!metric.judge.empty() && std::find(judges.begin(), judges.end(), metric.judge) == judges.end())
                judges.push_back(metric.judge);
    std::string text;
    for (const auto& judge : judges) text += (text.empty() ? "" : ", ") + judge;
    return text;
}

// Why numbers are missing and what to know about others: each sentence once, with the models that it is about.
Json remarks(const std::vector<MetricRow>& rows) {
    Json said = Json::array();
    std::vector<std::string> models;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics) {
            const auto reason = undefinedReason(metric);
            const auto warning = reason.empty() ? metricWarning(metric) : std::string();
            if (reason.empty() && warning.empty()) continue;
            const Json sentence = {{"name", metricTitle(metric.name, metric.judge, metric.card)},
                                   {"reason", orNone(reason)},
                                   {"warning", orNone(warning)}};
            const auto at = static_cast<std::size_t>(std::find(said.begin(), said.end(), sentence) - said.begin());
            if (at == said.size()) {
                said.push_back(sentence);
                models.push_back(row.model);
            } else {
                models[at] += ", " + row.model;
            }
        }
    for (std::size_t i = 0; i < models.size(); ++i) said[i]["models"] = models[i];
    return listOrNone(std::move(said));
}

std::string newestOf(const std::vector<MetricRow>& rows) {
    std::int64_t newest = 0;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics) newest = std::max(newest, computedMs(metric));
    return newest == 0 ? std::string() : isoTime(newest);
}

Json differenceRow(const MetricRecord& metric) {
    const auto reason = undefinedReason(metric);
    const bool separated = metric.low > 0 || metric.high < 0;
    const auto direction = metricDirection(metric.name, metric.card);
    const bool better = (direction == Direction::HigherIsBetter) == (metric.value > 0);
    const bool judged = separated && direction != Direction::Unknown;
    return {{"name", metricTitle(metric.name, metric.judge, metric.card)},
            {"reason", orNone(reason)},
            {"difference", std::string(metric.value > 0 ? "+" : "").append(numberText(metric.value))},
            {"interval", intervalText(metric)},
            {"same", !separated},
            {"different", separated && direction == Direction::Unknown},
            {"better", judged && better},
            {"worse", judged && !better}};
}

}  // namespace

Json resultsData(const StudyReportData& data) {
    if (data.rows.empty()) return false;
    const auto names = columnsOf(data.rows);
    Json columns = Json::array(), rows = Json::array();
    std::vector<std::optional<std::size_t>> best;
    for (const auto& name : names) {
        columns.push_back(columnHead(data.rows, name));
        best.push_back(supportedBest(data.rows, name));
    }
    for (std::size_t r = 0; r < data.rows.size(); ++r) {
        Json cells = Json::array();
        for (std::size_t c = 0; c < names.size(); ++c)
            cells.push_back(cell(findMetricOf(data.rows[r], names[c]), best[c] == r));
        rows.push_back({{"model", data.rows[r].model}, {"reference", isReference(data.rows[r])}, {"cells", cells}});
    }
    return {{"columns", columns},
            {"rows", rows},
            {"judges", orNone(judgesOf(data.rows))},
            {"newest", orNone(newestOf(data.rows))},
            {"remarks", remarks(data.rows)}};
}

Json differencesData(const StudyReportData& data) {
    Json list = Json::array();
    for (const auto& difference : data.differences) {
        if (difference.metrics.empty()) continue;
        Json metrics = Json::array();
        for (const auto& metric : difference.metrics) metrics.push_back(differenceRow(metric));
        list.push_back({{"first", difference.first}, {"second", difference.second}, {"metrics", metrics}});
    }
    if (list.empty()) return false;
    return {{"note", orNone(data.differences_note)}, {"list", list}};
}

Json definitionsData(const StudyReportData& data) {
    Json list = Json::array();
    for (const auto& name : columnsOf(data.rows))
        if (const auto* info = findMetric(name))
            list.push_back({{"name", columnTitle(data.rows, name)}, {"definition", info->definition}});
    return listOrNone(std::move(list));
}

}  // namespace recap::report_internal
