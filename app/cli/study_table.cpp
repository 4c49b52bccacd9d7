// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/study_table.h"

#include "workflow/results/metric_facts.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace recap::cli {
namespace {

// Metrics in the order in which the rows first name them.
std::vector<std::pair<std::string, std::string>> columnsOf(const std::vector<MetricRow>& rows) {
    std::vector<std::pair<std::string, std::string>> columns;
    for (const auto& row : rows)
        for (const auto& metric : row.metrics) {
            const bool known =
                std::any_of(columns.begin(), columns.end(), [&](const auto& c) { return c.first == metric.name; });
            if (!known) columns.emplace_back(metric.name, metricTitle(metric.name, metric.judge, metric.card));
        }
    return columns;
}

std::string cellText(const MetricRow& row, const std::string& name) {
    const auto it = std::find_if(row.metrics.begin(), row.metrics.end(), [&](const auto& m) { return m.name == name; });
    if (it == row.metrics.end() || !std::isfinite(it->value)) return "-";
    char text[96];
    if (std::isfinite(it->low) && std::isfinite(it->high) && it->low < it->high)
        std::snprintf(text, sizeof text, "%.2f [%.2f, %.2f]", it->value, it->low, it->high);
    else
        std::snprintf(text, sizeof text, "%.2f", it->value);
    return text;
}

std::string aligned(const std::vector<std::vector<std::string>>& cells) {
    std::string text;
    for (const auto& line : cells) {
        for (std::size_t c = 0; c < line.size(); ++c) {
            std::size_t width = 0;
            for (const auto& other : cells) width = std::max(width, other[c].size());
            const std::string padding(width - line[c].size(), ' ');
            text += c == 0 ? line[c] + padding : "  " + padding + line[c];
        }
        text += '\n';
    }
    return text;
}

std::string percent(std::int64_t part, std::int64_t total) {
    if (total == 0) return "-";
    char text[32];
    std::snprintf(text, sizeof text, "%.1f %%", 100.0 * static_cast<double>(part) / static_cast<double>(total));
    return text;
}

}  // namespace

Json rowsAsJson(const std::vector<MetricRow>& rows) {
    Json list = Json::array();
    for (const auto& row : rows) {
        Json metrics = Json::object();
        for (const auto& m : row.metrics) {
            auto& entry = metrics[m.name];
            entry = {{"value", m.value}, {"low", m.low}, {"high", m.high}, {"n", m.n}, {"judge", m.judge}};
            entry["title"] = metricTitle(m.name, m.judge, m.card);
            if (const auto reason = undefinedReason(m); !reason.empty()) entry["undefined"] = reason;
            if (const auto warning = metricWarning(m); !warning.empty()) entry["warning"] = warning;
            if (!m.card.is_object() || m.card.empty()) continue;
            entry["card"] = m.card;
            entry["card"].erase("computed_ms");  // two runs of one study print the same
        }
        list.push_back({{"model", row.model}, {"metrics", metrics}});
    }
    return list;
}

std::string rowsAsText(const std::vector<MetricRow>& rows) {
    const auto columns = columnsOf(rows);
    std::vector<std::vector<std::string>> cells{{"Model"}};
    for (const auto& [name, title] : columns) cells[0].push_back(title);
    for (const auto& row : rows) {
        auto& line = cells.emplace_back(std::vector<std::string>{row.model});
        for (const auto& [name, title] : columns) line.push_back(cellText(row, name));
    }
    return aligned(cells);
}

Json captionsAsJson(const std::vector<StudyCaptions>& captions) {
    Json list = Json::array();
    for (const auto& c : captions)
        list.push_back({{"kind", c.kind},
                        {"n", c.n},
                        {"objects", c.objects},
                        {"counts", c.counts},
                        {"related", c.related},
                        {"axis", c.axis},
                        {"relations", c.relations},
                        {"held_out", c.held_out}});
    return list;
}

std::string captionsAsText(const std::vector<StudyCaptions>& captions) {
    std::vector<std::vector<std::string>> cells{{"Captions", "n", "right objects", "and numbers", "scenes related",
                                                 "right axis", "right relation", "held-out"}};
    for (const auto& c : captions)
        cells.push_back({c.kind, std::to_string(c.n), percent(c.objects, c.n), percent(c.counts, c.n),
                         std::to_string(c.related), percent(c.axis, c.related), percent(c.relations, c.related),
                         percent(c.held_out, c.n)});
    return aligned(cells);
}

}  // namespace recap::cli
