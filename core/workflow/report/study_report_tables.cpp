// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/report/study_report_tables_internal.h"

#include "base/clock.h"
#include "workflow/report/study_report_internal.h"
#include "workflow/results/metric_facts.h"
#include "workflow/results/model_differences.h"
#include "workflow/results/results_table.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace recap::report_internal {
namespace {

Json columnHead(const ResultsColumn& column, const PageWords& words) {
    return {{"name", column.protocol.empty() ? column.title : column.title + " (" + column.protocol + ")"},
            {"definition", orNone(said({metricDefinition(column.name)}, words))},
            {"higher", column.direction == Direction::HigherIsBetter},
            {"lower", column.direction == Direction::LowerIsBetter}};
}

std::string intervalText(const auto& metric) {
    if (!std::isfinite(metric.low) || !std::isfinite(metric.high) ||
        (metric.low == 0 && metric.high == 0 && metric.value != 0))
        return {};
    return std::string("[").append(numberText(metric.low)).append(", ").append(numberText(metric.high)).append("]");
}

Json cellData(const std::optional<ResultsCell>& cell, const PageWords& words) {
    if (!cell || !cell->undefined.empty())
        return {{"number", false}, {"reason", orNone(cell ? said(cell->undefined, words) : std::string())}};
    return {{"number", numberText(cell->value)},
            {"interval", intervalText(*cell)},
            {"n", cell->n},
            {"judge", orNone(cell->judge)},
            {"best", cell->best}};
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
Json remarks(const std::vector<MetricRow>& rows, const PageWords& words) {
    Json list = Json::array();
    std::vector<std::string> models;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics) {
            const auto reason = said(undefinedReason(metric), words);
            const auto warning = reason.empty() ? said(metricWarning(metric), words) : std::string();
            if (reason.empty() && warning.empty()) continue;
            const Json sentence = {{"name", metricTitle(metric.name, metric.judge, metric.card)},
                                   {"reason", orNone(reason)},
                                   {"warning", orNone(warning)}};
            const auto at = static_cast<std::size_t>(std::find(list.begin(), list.end(), sentence) - list.begin());
            if (at == list.size()) {
                list.push_back(sentence);
                models.push_back(row.model);
            } else {
                models[at] += ", " + row.model;
            }
        }
    for (std::size_t i = 0; i < models.size(); ++i) list[i]["models"] = models[i];
    return listOrNone(std::move(list));
}

std::string newestOf(const std::vector<MetricRow>& rows) {
    std::int64_t newest = 0;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics) newest = std::max(newest, computedMs(metric));
    return newest == 0 ? std::string() : isoTime(newest);
}

Json differenceRow(const MetricRecord& metric, const PageWords& words) {
    const auto reason = said(undefinedReason(metric), words);
    const auto paired = asDifference(metric);
    const bool apart = separated(paired);
    const auto direction = metricDirection(metric.name, metric.card);
    const bool better = (direction == Direction::HigherIsBetter) == (metric.value > 0);
    const bool judged = apart && direction != Direction::Unknown;
    return {{"name", metricTitle(metric.name, metric.judge, metric.card)},
            {"reason", orNone(reason)},
            {"difference", std::string(metric.value > 0 ? "+" : "").append(numberText(metric.value))},
            {"interval", intervalText(metric)},
            {"same", !apart},
            {"needed", orNone(said(promptsNeededFor(paired), words))},
            {"different", apart && direction == Direction::Unknown},
            {"better", judged && better},
            {"worse", judged && !better}};
}

}  // namespace

Json resultsData(const StudyReportData& data, const PageWords& words) {
    const auto table = resultsTable(data.rows, data.paired);
    if (table.empty()) return false;
    Json columns = Json::array(), rows = Json::array();
    for (const auto& column : table.columns) columns.push_back(columnHead(column, words));
    for (const auto& row : table.rows) {
        Json cells = Json::array();
        for (const auto& cell : row.cells) cells.push_back(cellData(cell, words));
        rows.push_back({{"model", said(rowTitle(row), words)}, {"reference", row.model.reference}, {"cells", cells}});
    }
    return {{"columns", columns},
            {"rows", rows},
            {"judges", orNone(judgesOf(data.rows))},
            {"newest", orNone(newestOf(data.rows))},
            {"remarks", remarks(data.rows, words)}};
}

Json differencesData(const StudyReportData& data, const PageWords& words) {
    Json list = Json::array();
    for (const auto& difference : data.differences) {
        if (difference.metrics.empty()) continue;
        Json metrics = Json::array();
        for (const auto& metric : difference.metrics) metrics.push_back(differenceRow(metric, words));
        list.push_back({{"first", difference.first}, {"second", difference.second}, {"metrics", metrics}});
    }
    if (list.empty()) return false;
    return {{"note", orNone(data.differences_note)}, {"list", list}};
}

Json definitionsData(const StudyReportData& data, const PageWords& words) {
    Json list = Json::array();
    for (const auto& column : resultsTable(data.rows).columns)
        if (const auto definition = metricDefinition(column.name); !definition.empty())
            list.push_back({{"name", column.title}, {"definition", said({definition}, words)}});
    return listOrNone(std::move(list));
}

}  // namespace recap::report_internal
