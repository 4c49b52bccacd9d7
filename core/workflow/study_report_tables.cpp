// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/clock.h"
#include "metrics/metric_card.h"
#include "workflow/metric_names.h"
#include "workflow/study_report_internal.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

namespace recap::report_internal {
namespace {

const MetricRecord* findMetricOf(const StudyRow& row, const std::string& name) {
    const auto it = std::find_if(row.metrics.begin(), row.metrics.end(), [&](const auto& m) { return m.name == name; });
    return it == row.metrics.end() ? nullptr : &*it;
}

// In the paper's order; metrics that the table of definitions does not know come last.
std::vector<std::string> columnsOf(const std::vector<StudyRow>& rows) {
    std::vector<std::string> names;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics)
            if (std::find(names.begin(), names.end(), metric.name) == names.end()) names.push_back(metric.name);
    std::stable_sort(names.begin(), names.end(),
                     [](const auto& a, const auto& b) { return metricRank(a) < metricRank(b); });
    return names;
}

// The first row that has the metric; columnsOf() names no other metrics.
const MetricRecord& exampleOf(const std::vector<StudyRow>& rows, const std::string& name) {
    const auto it = std::find_if(rows.begin(), rows.end(), [&](const auto& row) { return findMetricOf(row, name); });
    return *findMetricOf(*it, name);
}

std::string columnTitle(const std::vector<StudyRow>& rows, const std::string& name) {
    const auto& metric = exampleOf(rows, name);
    return metricTitle(name, metric.judge, metric.card);
}

std::string columnHead(const std::vector<StudyRow>& rows, const std::string& name) {
    const auto* info = findMetric(name);
    const auto direction = metricDirection(name, exampleOf(rows, name).card);
    return "<th" + (info == nullptr ? std::string() : " title=\"" + escaped(info->definition) + "\"") + ">" +
           escaped(columnTitle(rows, name)) +
           (direction == Direction::HigherIsBetter  ? " &uarr;"
            : direction == Direction::LowerIsBetter ? " &darr;"
                                                    : "") +
           "</th>";
}

bool isReference(const StudyRow& row) {
    return row.model.rfind("Real", 0) == 0;
}

std::int64_t imagesOf(const MetricRecord& metric) {
    if (!metric.card.is_object()) return 0;
    const auto it = metric.card.find("images");
    return it != metric.card.end() && it->is_number_integer() ? it->get<std::int64_t>() : 0;
}

// The best model, when its interval does not touch the interval of any other model: a lead that the data support. Of
// different numbers of pictures a distance that depends on them names none.
std::optional<std::size_t> supportedBest(const std::vector<StudyRow>& rows, const std::string& name) {
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

std::string cell(const MetricRecord* metric, bool best) {
    if (metric == nullptr) return "<td>&ndash;</td>";
    if (const auto reason = undefinedReason(*metric); !reason.empty())
        return "<td title=\"no value, because " + escaped(reason) + "\">&ndash;</td>";
    const std::string judge = metric->judge.empty() ? "" : ", judge: " + metric->judge;
    return "<td title=\"n = " + std::to_string(metric->n) + escaped(judge) + "\"><span" +
           (best ? " class=\"best\"" : "") + ">" + numberText(metric->value) + "</span><span class=\"interval\">" +
           intervalText(*metric) + "</span><span class=\"interval\">n " + std::to_string(metric->n) + "</span></td>";
}

std::string judgesSentence(const std::vector<StudyRow>& rows) {
    std::vector<std::string> judges;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics)
            if (!metric.judge.empty() && std::find(judges.begin(), judges.end(), metric.judge) == judges.end())
                judges.push_back(metric.judge);
    if (judges.empty()) return {};
    std::string text = "<p>Judged by ";
    for (std::size_t i = 0; i < judges.size(); ++i) text += (i == 0 ? "" : ", ") + escaped(judges[i]);
    return text + ".</p>\n";
}

// Why numbers are missing and what to know about others: each sentence once, with the models that it is about.
std::string remarks(const std::vector<StudyRow>& rows) {
    std::vector<std::pair<std::string, std::string>> said;  // sentence, models
    for (const auto& row : rows)
        for (const auto& metric : row.metrics) {
            const auto reason = undefinedReason(metric);
            const auto text = reason.empty() ? metricWarning(metric) : "no value, because " + reason + ".";
            if (text.empty()) continue;
            const auto sentence = metricTitle(metric.name, metric.judge, metric.card) + ": " + text;
            const auto it = std::find_if(said.begin(), said.end(), [&](const auto& s) { return s.first == sentence; });
            if (it == said.end())
                said.emplace_back(sentence, row.model);
            else
                it->second += ", " + row.model;
        }
    std::string html;
    for (const auto& [sentence, models] : said)
        html += "<li>" + escaped(sentence) + " (" + escaped(models) + ")</li>\n";
    return html.empty() ? html : "<ul>\n" + html + "</ul>\n";
}

std::string timeSentence(const std::vector<StudyRow>& rows) {
    std::int64_t newest = 0;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics) newest = std::max(newest, computedMs(metric));
    return newest == 0 ? std::string() : "<p>The newest of these numbers was computed " + isoTime(newest) + ".</p>\n";
}

struct PaperRow {
    const char* model;
    std::array<const char*, 7> values;
};
constexpr std::array<const char*, 7> kPaperColumns{"FID &darr;", "O-FID &darr;", "SOA-C &uarr;", "SOA-I &uarr;",
                                                   "CA &darr;",  "PA &uarr;",    "RP &uarr;"};
constexpr std::array<PaperRow, 4> kPaperRows{
    {{"Baseline", {"17.87", "8.19", "78.90", "80.80", "1.44", "57.60", "92.78"}},
     {"Alttext", {"17.53", "8.90", "78.99", "80.85", "1.47", "57.40", "91.32"}},
     {"RECAP", {"14.84", "6.23", "84.34", "86.17", "1.32", "62.42", "93.80"}},
     {"Real images", {"2.62", "0.00", "90.02", "91.19", "1.05", "100.0", "83.54"}}}};

}  // namespace

std::string tableSection(const StudyReportData& data) {
    if (data.rows.empty()) return {};
    const auto columns = columnsOf(data.rows);
    std::string html = "<h2>Results</h2>\n<div class=\"card\"><table><thead><tr><th>Model</th>";
    for (const auto& name : columns) html += columnHead(data.rows, name);
    html += "</tr></thead><tbody>\n";
    std::vector<std::optional<std::size_t>> best;
    for (const auto& name : columns) best.push_back(supportedBest(data.rows, name));
    for (std::size_t r = 0; r < data.rows.size(); ++r) {
        html += std::string("<tr") + (isReference(data.rows[r]) ? " class=\"reference\"" : "") + "><td>" +
                escaped(data.rows[r].model) + "</td>";
        for (std::size_t c = 0; c < columns.size(); ++c)
            html += cell(findMetricOf(data.rows[r], columns[c]), best[c] == r);
        html += "</tr>\n";
    }
    html +=
        "</tbody></table></div>\n<p>In brackets: 95 % intervals by resampling prompts; n: what the number counts. A "
        "value is marked as best "
        "only where its interval does not touch that of any other model.</p>\n";
    html += judgesSentence(data.rows) + timeSentence(data.rows) + remarks(data.rows);
    if (data.demo)
        html +=
            "<p class=\"note\"><strong>Demo only.</strong> These numbers come from the demo&rsquo;s own small judge, "
            "trained on scenes whose "
            "content is known, not from Inception, Mask R-CNN, CountSeg or CLIP. They compare the models of this page "
            "with one another and "
            "must not be put beside the paper&rsquo;s numbers. How well the judge itself sees is the row <em>Real "
            "images</em>.</p>\n";
    return html;
}

std::string differenceSection(const StudyReportData& data) {
    std::string html;
    for (const auto& difference : data.differences) {
        if (difference.metrics.empty()) continue;
        html += "<h3>" + escaped(difference.second) + " minus " + escaped(difference.first) +
                ", on the same prompts</h3>\n";
        html +=
            "<div class=\"card\"><table><thead><tr><th>Metric</th><th>Difference</th><th>95 % "
            "interval</th><th>Reading</th></tr></thead><tbody>\n";
        for (const auto& metric : difference.metrics) {
            html += "<tr><td>" + escaped(metricTitle(metric.name, metric.judge, metric.card)) + "</td>";
            if (const auto reason = undefinedReason(metric); !reason.empty()) {
                html += "<td>&ndash;</td><td></td><td>no value, because " + escaped(reason) + "</td></tr>\n";
                continue;
            }
            const bool separated = metric.low > 0 || metric.high < 0;
            const auto direction = metricDirection(metric.name, metric.card);
            const bool better = (direction == Direction::HigherIsBetter) == (metric.value > 0);
            html += std::string("<td>") + (metric.value > 0 ? "+" : "") + numberText(metric.value) + "</td><td>" +
                    intervalText(metric) + "</td><td>" +
                    (!separated                        ? "not separated"
                     : direction == Direction::Unknown ? "different"
                     : better                          ? "<span class=\"best\">better</span>"
                                                       : "worse") +
                    "</td></tr>\n";
        }
        html += "</tbody></table></div>\n";
    }
    if (html.empty()) return html;
    std::string note;
    if (!data.differences_note.empty()) note = "<p class=\"note\">" + escaped(data.differences_note) + "</p>\n";
    return "<h2>Paired differences</h2>\n" + note + html;
}

std::string paperSection(const StudyReportData& data) {
    if (!data.demo) return {};
    std::string html =
        "<h2>The paper&rsquo;s own numbers</h2>\n<p>As published for Stable Diffusion 1.4 on MS-COCO prompts with the "
        "TISE metrics "
        "(Segalis et al. 2023, arXiv 2310.16656). Another data set, other models, other judges: for the shape of the "
        "table and the "
        "direction of the effects, not for comparison of values.</p>\n<div class=\"card\"><table><thead><tr><th>Model "
        "(paper)</th>";
    for (const auto* column : kPaperColumns) html += std::string("<th>") + column + "</th>";
    html += "</tr></thead><tbody>\n";
    for (const auto& row : kPaperRows) {
        html += std::string("<tr") + (std::string_view(row.model) == "Real images" ? " class=\"reference\"" : "") +
                "><td>" + row.model + "</td>";
        for (const auto* value : row.values) html += std::string("<td>") + value + "</td>";
        html += "</tr>\n";
    }
    return html + "</tbody></table></div>\n";
}

std::string definitionSection(const StudyReportData& data) {
    std::string rows;
    for (const auto& name : columnsOf(data.rows))
        if (const auto* info = findMetric(name))
            rows += "<tr><td>" + escaped(columnTitle(data.rows, name)) + "</td><td>" + escaped(info->definition) +
                    "</td></tr>\n";
    if (rows.empty()) return {};
    return "<h2>What the metrics mean here</h2>\n<div class=\"card\"><table class=\"wrap\"><tbody>\n" + rows +
           "</tbody></table></div>\n";
}

}  // namespace recap::report_internal
