// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/results_table.h"

#include "workflow/results/metric_facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <utility>

namespace recap {

namespace {

struct Column {
    std::string name;
    std::string judge;
    Json card;   // what decides whether numbers may stand in the column
    Json facts;  // the whole card of the first of them
};

// Real images were not drawn by a sampler; everything else must agree.
Json withoutSampling(Json card) {
    for (const char* fact : {"guidance", "steps", "scheduler", "negative", "width", "height", "lora", "image",
                             "strength", "eta", "weights", "variant", "config", "dtype"})
        card.erase(fact);
    return card;
}

bool belongsTo(const Column& column, const MetricRecord& metric, bool reference) {
    if (column.name != metric.name || column.judge != metric.judge) return false;
    const Json card = comparableCard(metric.card);
    return reference ? withoutSampling(column.card) == withoutSampling(card) : column.card == card;
}

const ResultsModel* modelOf(const MetricRecord& metric, const std::vector<ResultsModel>& models) {
    const auto it =
        std::find_if(models.begin(), models.end(), [&](const ResultsModel& m) { return m.run == metric.run; });
    return it == models.end() ? nullptr : &*it;
}

// Reference models come last: they join the columns of the others and open their own only when there is none.
std::vector<Column> findColumns(const std::vector<MetricRecord>& metrics, const std::vector<ResultsModel>& models) {
    std::vector<Column> found;
    for (const bool reference : {false, true})
        for (const auto& metric : metrics) {
            const auto* model = modelOf(metric, models);
            if (model == nullptr || model->reference != reference) continue;
            if (std::none_of(found.begin(), found.end(),
                             [&](const Column& c) { return belongsTo(c, metric, reference); }))
                found.push_back({metric.name, metric.judge, comparableCard(metric.card), metric.card});
        }
    std::stable_sort(found.begin(), found.end(),
                     [](const Column& a, const Column& b) { return metricRank(a.name) < metricRank(b.name); });
    return found;
}

std::string titleOf(const Column& column) {
    return metricTitle(column.name, column.judge, column.facts);
}

// What tells columns of one metric apart: the judge, or the first facts of the card that differ.
std::string differenceOf(const Column& column, const std::vector<Column>& all) {
    std::vector<std::string> facts;
    const auto add = [&](const std::string& fact, std::size_t most) {
        if (facts.size() < most && std::find(facts.begin(), facts.end(), fact) == facts.end()) facts.push_back(fact);
    };
    constexpr std::size_t kMostFacts = 3;
    for (const auto& other : all) {
        if (&other == &column || other.name != column.name) continue;
        // Titles may tell them apart already, and judges say everything by their names.
        if (titleOf(other) != titleOf(column)) continue;
        if (other.judge != column.judge) {
            add(column.judge, facts.size() + 1);
            continue;
        }
        for (const auto& item : column.card.items()) {
            const auto it = other.card.find(item.key());
            if (it != other.card.end() && *it == item.value()) continue;
            const auto value = item.value().is_string() ? item.value().get<std::string>() : item.value().dump();
            add(item.key() + " " + value, kMostFacts);
        }
        for (const auto& item : other.card.items())
            if (!column.card.contains(item.key())) add(item.key() + " not recorded", kMostFacts);
    }
    std::string text;
    for (const auto& fact : facts) text += (text.empty() ? "" : ", ") + fact;
    return text;
}

int decimalsFor(const std::vector<ResultsRow>& rows, std::size_t column) {
    double largest = 0;
    for (const auto& row : rows)
        if (row.cells[column]) largest = std::max(largest, std::abs(row.cells[column]->value));
    return largest >= 10 ? 1 : largest >= 1 ? 2 : 3;
}

// Whether `a` is better than `b` with both intervals apart.
bool clearlyBetter(const ResultsCell& a, const ResultsCell& b, Direction direction) {
    return direction == Direction::LowerIsBetter ? a.high < b.low : a.low > b.high;
}

void markBest(ResultsTable& table, std::size_t column) {
    const auto direction = table.columns[column].direction;
    if (direction == Direction::Unknown) return;
    // More pictures alone would make such a distance smaller.
    if (table.columns[column].unequal() && dependsOnCount(table.columns[column].name)) return;
    std::vector<ResultsCell*> candidates;
    for (auto& row : table.rows)
        if (!row.model.reference && row.cells[column] && row.cells[column]->undefined.empty())
            candidates.push_back(&*row.cells[column]);
    if (candidates.size() < 2) return;
    const auto clearlyBest = [&](const ResultsCell* cell, const ResultsCell* without) {
        return std::all_of(candidates.begin(), candidates.end(), [&](const ResultsCell* other) {
            return other == cell || other == without || clearlyBetter(*cell, *other, direction);
        });
    };
    ResultsCell* best = nullptr;
    for (auto* cell : candidates)
        if (clearlyBest(cell, nullptr)) best = cell;
    if (best == nullptr) return;
    best->best = true;
    if (candidates.size() < 3) return;
    for (auto* cell : candidates)
        if (cell != best) cell->second = clearlyBest(cell, best);
}

void countPictures(ResultsTable& table, std::size_t column) {
    auto& head = table.columns[column];
    for (const auto& row : table.rows) {
        if (row.model.reference || !row.cells[column] || !row.cells[column]->card.is_object()) continue;
        const auto images = row.cells[column]->card.find("images");
        if (images == row.cells[column]->card.end() || !images->is_number_integer()) continue;
        const auto count = images->get<std::int64_t>();
        head.fewest = head.fewest == 0 ? count : std::min(head.fewest, count);
        head.most = std::max(head.most, count);
    }
}

ResultsCell cellOf(const MetricRecord& metric, const std::vector<MetricRecord>& history) {
    ResultsCell cell;
    cell.value = metric.value;
    cell.low = metric.low;
    cell.high = metric.high;
    cell.n = metric.n;
    cell.judge = metric.judge;
    cell.card = metric.card;
    cell.undefined = undefinedReason(metric);
    cell.warning = metricWarning(metric);
    for (const auto& old : history)
        if (old.run == metric.run && old.name == metric.name && old.judge == metric.judge) cell.earlier.push_back(old);
    return cell;
}

}  // namespace

std::string resultText(double value, int decimals) {
    if (!std::isfinite(value)) return "-";
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

Json comparableCard(const Json& card) {
    static constexpr std::array kOwnFacts = {
        "run",     "model",  "model_sha256", "checkpoint",     "samples",      "bootstrap_seed",   "code_version",
        "folder",  "path",   "computed",     "created",        "computed_ms",  "seconds",          "seeds",
        "metric",  "images", "prompts",      "not_understood", "extrapolated", "reference_images", "undefined",
        "warning", "title",  "definition"};
    Json out = Json::object();
    if (!card.is_object()) return out;
    for (const auto& item : card.items())
        if (std::none_of(kOwnFacts.begin(), kOwnFacts.end(), [&](const char* own) { return item.key() == own; }))
            out[item.key()] = item.value();
    // Cards of older projects say 0 where nobody recorded how the pictures were drawn.
    if (out.value("steps", Json()) == 0) {
        out.erase("steps");
        out.erase("guidance");
        out.erase("scheduler");
    }
    return out;
}

ResultsTable resultsTable(const std::vector<MetricRecord>& metrics, const std::vector<ResultsModel>& models,
                          const std::vector<MetricRecord>& history) {
    const auto found = findColumns(metrics, models);
    ResultsTable table;
    for (const auto& model : models) {
        ResultsRow row{model, std::vector<std::optional<ResultsCell>>(found.size())};
        for (const auto& metric : metrics) {
            if (metric.run != model.run) continue;
            // A reference row may stand in several columns: its number is the same whatever sampler the others used.
            for (std::size_t i = 0; i < found.size(); ++i)
                if (belongsTo(found[i], metric, model.reference)) row.cells[i] = cellOf(metric, history);
        }
        if (std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.has_value(); }))
            table.rows.push_back(std::move(row));
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto& column = found[i];
        const auto name = column.name;
        table.columns.push_back({column.name, titleOf(column), column.judge, metricDirection(name, column.facts),
                                 decimalsFor(table.rows, i), differenceOf(column, found)});
        countPictures(table, i);
        markBest(table, i);
    }
    return table;
}

ResultsTable resultsTable(const std::vector<MetricRow>& rows) {
    std::vector<MetricRecord> metrics;
    std::vector<ResultsModel> models;
    for (const auto& row : rows) {
        const RunId place{static_cast<std::int64_t>(models.size()) + 1};
        models.push_back({place, row.model, row.reference});
        for (auto metric : row.metrics) {
            metric.run = place;
            metrics.push_back(std::move(metric));
        }
    }
    return resultsTable(metrics, models);
}

}  // namespace recap
