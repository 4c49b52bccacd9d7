// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/study_table.h"

#include "workflow/results/metric_facts.h"
#include "workflow/results/results_export.h"
#include "workflow/results/results_table.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace recap::cli {
namespace {

std::string cellText(const std::optional<ResultsCell>& cell) {
    if (!cell || !cell->undefined.empty()) return "-";
    const std::string value = resultText(cell->value, 2).append(cell->best ? "*" : "");
    if (!std::isfinite(cell->low) || !std::isfinite(cell->high) || cell->low >= cell->high) return value;
    return value + " [" + resultText(cell->low, 2) + ", " + resultText(cell->high, 2) + "]";
}

std::string percent(double share) {
    return resultText(100 * share, 1) + " %";
}

// "81.3 % [79.0, 83.5]"; an interval over seeds may leave 0..100 %, a share cannot.
std::string shareText(double value, double low, double high) {
    if (!std::isfinite(low) || !std::isfinite(high)) return percent(value);
    const auto bound = [](double v) { return resultText(100 * std::clamp(v, 0.0, 1.0), 1); };
    return percent(value) + " [" + bound(low) + ", " + bound(high) + "]";
}

std::string shareText(const StudyShare& share) {
    return share.n == 0 ? "-" : shareText(share.value, share.low, share.high);
}

Json shareJson(const StudyShare& share) {
    return {{"value", share.value}, {"low", share.low}, {"high", share.high}, {"n", share.n}};
}

Json numberJson(const MetricRecord& m) {
    Json entry{{"value", m.value}, {"low", m.low}, {"high", m.high}, {"n", m.n}, {"judge", m.judge}};
    entry["title"] = metricTitle(m.name, m.judge, m.card);
    entry["step"] = m.step;
    if (!m.weights.empty()) entry["weights"] = m.weights;
    if (!m.prompt_set.empty()) entry["prompt_set"] = m.prompt_set;
    if (const auto reason = undefinedReason(m); !reason.empty()) entry["undefined"] = reason.english();
    if (const auto warning = metricWarning(m); !warning.empty()) entry["warning"] = warning.english();
    if (!m.card.is_object() || m.card.empty()) return entry;
    entry["card"] = englishCard(m.card);
    if (const auto it = m.card.find("extrapolated"); it != m.card.end()) entry["extrapolated"] = *it;
    entry["card"].erase("computed_ms");  // two runs of one study print the same
    return entry;
}

// Numbers of one name by several judges, then of several prompt sets or weights.
std::string freeName(const Json& metrics, const MetricRecord& m) {
    std::string name = m.name;
    for (int i = 1; metrics.contains(name); ++i)
        name = m.name + "@" + m.judge + (i == 1 ? std::string() : std::string("@").append(std::to_string(i)));
    return name;
}

}  // namespace

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

Json rowsAsJson(const std::vector<MetricRow>& rows) {
    Json list = Json::array();
    for (const auto& row : rows) {
        std::map<std::int64_t, Json> bySteps;
        for (const auto& m : row.metrics) {
            auto& metrics = bySteps.try_emplace(m.step, Json::object()).first->second;
            metrics[freeName(metrics, m)] = numberJson(m);
        }
        if (bySteps.empty()) bySteps.emplace(0, Json::object());
        for (auto& [step, metrics] : bySteps) {
            Json line{{"model", row.model}};
            if (bySteps.size() > 1) line["step"] = step;
            line["metrics"] = std::move(metrics);
            list.push_back(std::move(line));
        }
    }
    return list;
}

std::string rowsAsText(const std::vector<MetricRow>& rows, const std::vector<MetricDifferenceRecord>& differences) {
    const auto table = resultsTable(rows, differences);
    std::vector<std::vector<std::string>> cells{{"Model"}};
    for (const auto& column : table.columns)
        cells[0].push_back(column.protocol.empty() ? column.title : column.title + " (" + column.protocol + ")");
    for (const auto& row : table.rows) {
        auto& line = cells.emplace_back(std::vector<std::string>{rowTitle(row).english()});
        for (const auto& cell : row.cells) line.push_back(cellText(cell));
    }
    const bool marked = std::any_of(table.rows.begin(), table.rows.end(), [](const ResultsRow& row) {
        return std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell && cell->best; });
    });
    auto text = aligned(cells);
    if (!marked) return text;
    text += "*: better than every other model.\n";
    for (const auto& rule : comparisonRules(table)) text += rule + "\n";
    return text;
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
                        {"held_out", c.held_out},
                        {"shares",
                         {{"right_objects", shareJson(rightObjects(c))},
                          {"right_numbers", shareJson(rightNumbers(c))},
                          {"right_relation", shareJson(rightRelations(c))}}}});
    return list;
}

std::string captionsAsText(const std::vector<StudyCaptions>& captions) {
    std::vector<std::vector<std::string>> cells{{"Captions", "n", "right objects", "and numbers", "scenes related",
                                                 "right axis", "right relation", "held-out"}};
    for (const auto& c : captions)
        cells.push_back({c.kind, std::to_string(c.n), shareText(rightObjects(c)), shareText(rightNumbers(c)),
                         std::to_string(c.related), shareText(studyShare(c.axis, c.related)),
                         shareText(rightRelations(c)), shareText(studyShare(c.held_out, c.n))});
    return aligned(cells);
}

std::string sharesByCountAsText(const CaptionCurve& curve) {
    std::vector<std::vector<std::string>> cells{{"Human captions"}};
    for (const auto& measure : knownMeasures()) cells[0].push_back(measure.label.english());
    for (const auto& mean : curveMeans(curve)) {
        auto& line = cells.emplace_back(std::vector<std::string>{std::to_string(mean.captions)});
        for (const auto& measure : knownMeasures()) {
            const auto it = mean.metrics.find(measure.name);
            line.push_back(it == mean.metrics.end() ? "-"
                                                    : shareText(it->second.value, it->second.low, it->second.high));
        }
    }
    return aligned(cells);
}

}  // namespace recap::cli
