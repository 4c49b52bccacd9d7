// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/results_table.h"

#include "data/metric_repository.h"
#include "workflow/results/best_marks.h"
#include "workflow/results/metric_facts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace recap {

namespace {

constexpr const char* kCountedAt = "counted_at";  // of a number at the smallest count, in place of its own

struct Column {
    std::string name;
    std::string judge;
    Json card;   // what decides whether numbers may stand in the column
    Json facts;  // the whole card of the first of them
};

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

std::int64_t wholeNumber(const Json& card, const char* key) {
    if (!card.is_object()) return 0;
    const auto it = card.find(key);
    return it != card.end() && it->is_number_integer() ? it->get<std::int64_t>() : 0;
}

double realNumber(const Json& card, const char* key) {
    const auto it = card.find(key);
    return it != card.end() && it->is_number() ? it->get<double>() : kNone;
}

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

// A hash is recognised by its beginning.
std::string factText(const std::string& key, const Json& value) {
    auto text = value.is_string() ? value.get<std::string>() : value.dump();
    const bool hash = text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
    return key + " " + (hash ? text.substr(0, 8) : text);
}

// What it means that a card lacks a fact which another has.
std::string absentText(const std::string& key) {
    if (key == "prompt_set") return "no prompt set";
    return key == "weights" ? "weights trained" : key + " not recorded";
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
        // First what other prompts were asked, whatever else differs.
        const auto own = column.card.value("prompt_set", Json()), others = other.card.value("prompt_set", Json());
        if (own != others) add(own.is_null() ? absentText("prompt_set") : factText("prompt_set", own), kMostFacts);
        for (const auto& item : column.card.items()) {
            if (item.key() == kCountedAt) {
                add(std::string("at ").append(item.value().dump()).append(" pictures"), kMostFacts);
                continue;
            }
            const auto it = other.card.find(item.key());
            if (it == other.card.end() || *it != item.value()) add(factText(item.key(), item.value()), kMostFacts);
        }
        for (const auto& item : other.card.items())
            if (!column.card.contains(item.key()) && item.key() != kCountedAt) add(absentText(item.key()), kMostFacts);
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

void countPictures(ResultsTable& table, std::size_t column) {
    auto& head = table.columns[column];
    for (const auto& row : table.rows) {
        if (row.model.reference || !row.cells[column]) continue;
        const auto count = wholeNumber(row.cells[column]->card, "images");
        if (count == 0) continue;
        head.fewest = head.fewest == 0 ? count : std::min(head.fewest, count);
        head.most = std::max(head.most, count);
    }
}

MetricRecord keyOf(MetricRecord metric) {
    metric.value = metric.low = metric.high = 0;
    metric.n = 0;
    metric.card = Json::object();
    return metric;
}

// Whether an older value belongs to a number. Before numbers were kept apart by step, weights and prompt set, one of
// another such replaced it.
bool wasReplacedBy(const MetricRecord& old, const MetricRecord& metric, const std::vector<MetricRecord>& all) {
    if (sameNumber(old, metric)) return true;
    return old.run == metric.run && old.name == metric.name && old.judge == metric.judge &&
           std::none_of(all.begin(), all.end(), [&](const MetricRecord& m) { return sameNumber(old, m); });
}

ResultsCell cellOf(const MetricRecord& metric, const std::vector<MetricRecord>& all,
                   const std::vector<MetricRecord>& history) {
    ResultsCell cell;
    cell.value = metric.value;
    cell.low = metric.low;
    cell.high = metric.high;
    cell.n = metric.n;
    cell.judge = metric.judge;
    cell.card = metric.card;
    cell.undefined = undefinedReason(metric);
    cell.warning = metricWarning(metric);
    cell.key = keyOf(metric);
    if (cell.card.contains(kCountedAt)) return cell;
    for (const auto& old : history)
        if (wasReplacedBy(old, metric, all)) cell.earlier.push_back(old);
    return cell;
}

// Steps at which a model has numbers.
std::set<std::int64_t> stepsOf(const std::vector<MetricRecord>& metrics, RunId run) {
    std::set<std::int64_t> steps;
    for (const auto& metric : metrics)
        if (metric.run == run) steps.insert(metric.step);
    return steps;
}

ResultsRow rowOf(const ResultsModel& model, std::int64_t step, const std::vector<Column>& columns,
                 const std::vector<MetricRecord>& metrics, const std::vector<MetricRecord>& history) {
    ResultsRow row{model, std::vector<std::optional<ResultsCell>>(columns.size())};
    for (const auto& metric : metrics) {
        if (metric.run != model.run || metric.step != step) continue;
        // A reference row may stand in several columns: its number is the same whatever sampler the others used.
        for (std::size_t i = 0; i < columns.size(); ++i)
            if (belongsTo(columns[i], metric, model.reference)) row.cells[i] = cellOf(metric, metrics, history);
    }
    return row;
}

// Where models have different numbers of pictures, what depends on them stands in a second column at equal counts.
std::vector<MetricRecord> withEqualCounts(std::vector<MetricRecord> metrics, const std::vector<ResultsModel>& models) {
    std::map<std::pair<std::string, std::string>, std::set<std::int64_t>> counts;
    for (const auto& metric : metrics)
        if (const auto* model = modelOf(metric, models); model != nullptr && !model->reference)
            counts[{metric.name, metric.judge}].insert(wholeNumber(metric.card, "images"));
    std::vector<MetricRecord> added;
    for (const auto& metric : metrics) {
        const auto count = wholeNumber(metric.card, "at_count");
        if (count == 0 || counts[{metric.name, metric.judge}].size() < 2) continue;
        auto at = metric;
        at.value = realNumber(metric.card, "at_count_value");
        at.low = realNumber(metric.card, "at_count_low");
        at.high = realNumber(metric.card, "at_count_high");
        at.n = count;
        at.card["images"] = at.card[kCountedAt] = count;
        at.card.erase("extrapolated");  // of all pictures
        at.card.erase("warning");
        added.push_back(std::move(at));
    }
    metrics.insert(metrics.end(), added.begin(), added.end());
    return metrics;
}

// All but who is the best.
ResultsTable unmarkedTable(const std::vector<MetricRecord>& given, const std::vector<ResultsModel>& models,
                           const std::vector<MetricRecord>& history) {
    const auto metrics = withEqualCounts(given, models);
    const auto found = findColumns(metrics, models);
    ResultsTable table;
    for (const auto& model : models) {
        const auto steps = stepsOf(metrics, model.run);
        for (const auto step : steps) {
            auto row = rowOf(model, step, found, metrics, history);
            if (steps.size() > 1) row.step = step;
            if (std::any_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return cell.has_value(); }))
                table.rows.push_back(std::move(row));
        }
    }
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto& column = found[i];
        const auto name = column.name;
        table.columns.push_back({column.name, titleOf(column), column.judge, metricDirection(name, column.facts),
                                 decimalsFor(table.rows, i), differenceOf(column, found)});
        table.columns.back().at_count = wholeNumber(column.card, kCountedAt);
        countPictures(table, i);
    }
    return table;
}

}  // namespace

Message rowTitle(const ResultsRow& row) {
    return row.step ? message("%1, step %2", row.model.name, *row.step) : verbatim(row.model.name);
}

std::string resultText(double value, int decimals) {
    if (!std::isfinite(value)) return "-";
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", decimals, value);
    return text;
}

Json comparableCard(const Json& card) {
    static constexpr std::array kOwnFacts = {"run",
                                             "model",
                                             "model_sha256",
                                             "checkpoint",
                                             "samples",
                                             "bootstrap_seed",
                                             "code_version",
                                             "folder",
                                             "path",
                                             "computed",
                                             "created",
                                             "computed_ms",
                                             "seconds",
                                             "seeds",
                                             "metric",
                                             "images",
                                             "prompts",
                                             "not_understood",
                                             "extrapolated",
                                             "reference_images",
                                             "undefined",
                                             "warning",
                                             "title",
                                             "definition",
                                             "standard_error",
                                             "at_count",
                                             "at_count_value",
                                             "at_count_low",
                                             "at_count_high",
                                             "at_count_subsets",
                                             "repeats"};
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
                          const std::vector<MetricRecord>& history,
                          const std::vector<MetricDifferenceRecord>& differences) {
    auto table = unmarkedTable(metrics, models, history);
    std::vector<RunId> runs;
    for (const auto& row : table.rows) runs.push_back(row.model.run);
    markBest(table, runs, differences);
    return table;
}

ResultsTable resultsTable(const std::vector<MetricRow>& rows, const std::vector<MetricDifferenceRecord>& differences) {
    std::vector<MetricRecord> metrics;
    std::vector<ResultsModel> models;
    std::vector<RunId> owners;
    for (const auto& row : rows) {
        const RunId place{static_cast<std::int64_t>(models.size()) + 1};
        models.push_back({place, row.model, row.reference});
        owners.push_back(row.metrics.empty() ? RunId{} : row.metrics.front().run);
        for (auto metric : row.metrics) {
            metric.run = place;
            metrics.push_back(std::move(metric));
        }
    }
    auto table = unmarkedTable(metrics, models, {});
    std::vector<RunId> runs;
    for (auto& row : table.rows) {
        runs.push_back(owners[static_cast<std::size_t>(row.model.run.value) - 1]);
        for (auto& cell : row.cells)
            if (cell) cell->key.run = runs.back();
    }
    markBest(table, runs, differences);
    return table;
}

}  // namespace recap
