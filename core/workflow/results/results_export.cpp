// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/results_export.h"

#include "base/csv.h"
#include "base/unicode.h"
#include "workflow/results/metric_facts.h"
#include "workflow/results/table_text.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace recap {
namespace {

// English sentences below a table: why numbers are missing, what to know about others, where counts differ. Each once,
// with the models that it is about.
std::vector<std::string> remarksOf(const ResultsTable& table) {
    std::vector<std::string> sentences, models;
    const auto add = [&](const std::string& sentence, const std::string& model) {
        const auto found = std::find(sentences.begin(), sentences.end(), sentence);
        const auto place = static_cast<std::size_t>(found - sentences.begin());
        if (place == sentences.size()) {
            sentences.push_back(sentence);
            models.push_back(model);
        } else {
            models[place] += ", " + model;
        }
    };
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const auto& column = table.columns[i];
        for (const auto& row : table.rows) {
            if (!row.cells[i]) continue;
            const auto& cell = *row.cells[i];
            if (!cell.undefined.empty())
                add(column.title + ": no value, because " + cell.undefined.english(), rowTitle(row).english());
            if (!cell.warning.empty()) add(column.title + ": " + cell.warning.english(), rowTitle(row).english());
        }
        if (column.unequal())
            add(column.title + ": the models were judged by " + std::to_string(column.fewest) + " to " +
                    std::to_string(column.most) + " pictures.",
                {});
    }
    for (std::size_t i = 0; i < sentences.size(); ++i)
        if (!models[i].empty()) sentences[i] += " (" + models[i] + ")";
    return sentences;
}

std::string columnTitle(const ResultsColumn& column) {
    return column.protocol.empty() ? column.title : column.title + " (" + column.protocol + ")";
}

const char* arrow(Direction direction, const char* down, const char* up) {
    return direction == Direction::LowerIsBetter ? down : direction == Direction::HigherIsBetter ? up : "";
}

const char* ruleName(ModelComparison comparison) {
    switch (comparison) {
        case ModelComparison::None: return "";
        case ModelComparison::Paired: return "paired";
        case ModelComparison::Intervals: return "intervals";
        case ModelComparison::Mixed: return "paired and intervals";
    }
    return "";
}

double extrapolatedOf(const Json& card) {
    const auto it = card.find("extrapolated");
    return it != card.end() && it->is_number() ? it->get<double>() : std::numeric_limits<double>::quiet_NaN();
}

bool hasNumber(const std::optional<ResultsCell>& cell) {
    return cell && cell->undefined.empty();
}

// The metric's name, or what sets it apart from a column of that name that is there already.
std::string freeKey(const Json& metrics, const ResultsColumn& column) {
    std::string key = column.name;
    if (metrics.contains(key)) key.append("@").append(column.judge);
    const auto named = key;
    for (int i = 2; metrics.contains(key); ++i) key.assign(named).append("#").append(std::to_string(i));
    return key;
}

}  // namespace

std::vector<std::string> comparisonRules(const ResultsTable& table) {
    std::string paired, intervals, mixed;
    const auto add = [](std::string& list, const std::string& what) {
        list.append(list.empty() ? "" : ", ").append(what);
    };
    for (const auto& column : table.columns) {
        const auto family = std::string(" (").append(std::to_string(column.comparisons)).append(")");
        if (column.comparison == ModelComparison::Paired) add(paired, columnTitle(column).append(family));
        if (column.comparison == ModelComparison::Mixed) add(mixed, columnTitle(column).append(family));
        if (column.comparison == ModelComparison::Intervals) add(intervals, columnTitle(column));
    }
    std::vector<std::string> rules;
    if (!paired.empty())
        rules.push_back(
            "By paired differences on the same prompts and seeds, Holm-adjusted p at most 0.05; in brackets the "
            "comparisons of the metric: " +
            paired + ".");
    if (!mixed.empty())
        rules.push_back(
            "By paired differences where there are some, else by 95 % intervals that are apart; in brackets "
            "the paired comparisons: " +
            mixed + ".");
    if (!intervals.empty())
        rules.push_back("By 95 % intervals that are apart, because there are no paired differences: " + intervals +
                        ".");
    return rules;
}

std::string resultsToCsv(const ResultsTable& table) {
    std::string out =
        "model,metric,value,low,high,n,judge,best,remark,card,second,compared_by,extrapolated,step,weights,prompt_"
        "set\n";
    for (const auto& row : table.rows)
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (!row.cells[i]) continue;
            const auto& cell = *row.cells[i];
            const auto& column = table.columns[i];
            auto name = metricExportName(column.name, column.judge);
            if (column.at_count > 0) name.append("_at_").append(std::to_string(column.at_count));
            out += csvCell(row.model.name) + ',' + csvCell(name) + ',' + csvNumber(cell.value) + ',' +
                   csvNumber(cell.low) + ',' + csvNumber(cell.high) + ',' + std::to_string(cell.n) + ',' +
                   csvCell(cell.judge) + ',' + (cell.best ? "1," : "0,") +
                   csvCell((cell.undefined.empty() ? cell.warning : cell.undefined).english()) + ',' +
                   csvCell(toJsonLine(englishCard(cell.card))) + ',' + (cell.second ? "1," : "0,") +
                   ruleName(column.comparison) + ',' + csvNumber(extrapolatedOf(cell.card)) + ',' +
                   std::to_string(cell.key.step) + ',' + csvCell(cell.key.weights) + ',' +
                   csvCell(cell.key.prompt_set) + '\n';
        }
    return out;
}

std::string resultsToMarkdown(const ResultsTable& table) {
    std::string head = "| Model |", rule = "|---|";
    for (const auto& column : table.columns) {
        head.append(" ").append(escaped(columnTitle(column), "|", "\\"));
        head.append(" ").append(arrow(column.direction, "\u2193", "\u2191")).append(" |");
        rule += "---:|";
    }
    std::string out = head + "\n" + rule + "\n";
    for (const auto& row : table.rows) {
        out.append("| ").append(escaped(rowTitle(row).english(), "|", "\\")).append(" |");
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (!hasNumber(row.cells[i])) {
                out += " \u2013 |";
                continue;
            }
            const auto& cell = *row.cells[i];
            const int decimals = table.columns[i].decimals;
            const std::string value = resultText(cell.value, decimals);
            out.append(cell.best ? " **" + value + "**" : " " + value);
            out.append(" [").append(resultText(cell.low, decimals)).append(", ");
            out.append(resultText(cell.high, decimals)).append("] (n=").append(std::to_string(cell.n)).append(") |");
        }
        out += "\n";
    }
    std::string judges;
    for (const auto& column : table.columns)
        judges += (judges.empty() ? "" : "; ") + columnTitle(column) + ": " + column.judge;
    out += "\n95 % intervals. Bold: better than every other model. Judges: " + judges + ".\n";
    for (const auto& sentence : comparisonRules(table)) out += "\n" + sentence + "\n";
    const auto remarks = remarksOf(table);
    for (const auto& remark : remarks) out += "\n- " + remark;
    return remarks.empty() ? out : out + "\n";
}

std::string resultsToLatex(const ResultsTable& table) {
    std::string out = "% needs \\usepackage{booktabs}\n\\begin{tabular}{l" + std::string(table.columns.size(), 'r') +
                      "}\n\\toprule\nModel";
    for (const auto& column : table.columns)
        out += " & " + latexText(columnTitle(column)) + arrow(column.direction, " $\\downarrow$", " $\\uparrow$");
    out += " \\\\\n\\midrule\n";
    for (const auto& row : table.rows) {
        out += latexText(rowTitle(row).english());
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            out += " & ";
            if (!hasNumber(row.cells[i])) {
                out += "--";
                continue;
            }
            const auto& cell = *row.cells[i];
            const int decimals = table.columns[i].decimals;
            const std::string value = resultText(cell.value, decimals);
            out += (cell.best     ? "\\textbf{" + value + "}"
                    : cell.second ? "\\underline{" + value + "}"
                                  : value) +
                   " {\\scriptsize [" + resultText(cell.low, decimals) + ", " + resultText(cell.high, decimals) + "]}";
        }
        out += " \\\\\n";
    }
    out += "\\bottomrule\n\\end{tabular}\n";
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        std::int64_t low = 0, high = 0;
        for (const auto& row : table.rows) {
            if (!hasNumber(row.cells[i])) continue;
            low = low == 0 ? row.cells[i]->n : std::min(low, row.cells[i]->n);
            high = std::max(high, row.cells[i]->n);
        }
        const std::string count = low == high ? std::to_string(high) : std::to_string(low) + "-" + std::to_string(high);
        out += "% " + columnTitle(table.columns[i]) + ": judge " + table.columns[i].judge + ", n = " + count + "\n";
    }
    if (const auto rules = comparisonRules(table); !rules.empty()) {
        out += "% Bold: better than every other model; underlined: better than all but that one.\n";
        for (const auto& rule : rules) out += "% " + rule + "\n";
    }
    for (const auto& remark : remarksOf(table)) out += "% " + remark + "\n";
    return out;
}

std::string resultsToJson(const ResultsTable& table) {
    Json rows = Json::array();
    for (const auto& row : table.rows) {
        Json metrics = Json::object();
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (!row.cells[i]) continue;
            const auto& cell = *row.cells[i];
            const auto& column = table.columns[i];
            auto& entry = metrics[freeKey(metrics, column)];
            entry = {
                {"value", cell.value}, {"low", cell.low}, {"high", cell.high}, {"n", cell.n}, {"judge", cell.judge}};
            entry["title"] = columnTitle(column);
            if (!cell.undefined.empty()) entry["undefined"] = cell.undefined.english();
            if (!cell.warning.empty()) entry["warning"] = cell.warning.english();
            entry["card"] = englishCard(cell.card);
        }
        rows.push_back({{"model", row.model.name}, {"reference", row.model.reference}, {"metrics", metrics}});
    }
    return rows.dump(2) + "\n";
}

std::string resultsFor(const std::filesystem::path& file, const ResultsTable& table) {
    const auto ending = toLower(file.extension().string());
    if (ending == ".tex") return resultsToLatex(table);
    if (ending == ".md") return resultsToMarkdown(table);
    if (ending == ".json") return resultsToJson(table);
    return resultsToCsv(table);
}

}  // namespace recap
