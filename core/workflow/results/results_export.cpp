// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/results_export.h"

#include "base/csv.h"
#include "base/unicode.h"
#include "workflow/results/metric_facts.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string_view>
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
                add(column.title + ": no value, because " + cell.undefined.english(), row.model.name);
            if (!cell.warning.empty()) add(column.title + ": " + cell.warning.english(), row.model.name);
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

// Empty where there is no number, as tables of other programs want it.
std::string csvNumber(double value) {
    if (!std::isfinite(value)) return {};
    char text[64];
    std::snprintf(text, sizeof text, "%.10g", value);
    return text;
}

std::string columnTitle(const ResultsColumn& column) {
    return column.protocol.empty() ? column.title : column.title + " (" + column.protocol + ")";
}

const char* arrow(Direction direction, const char* down, const char* up) {
    return direction == Direction::LowerIsBetter ? down : direction == Direction::HigherIsBetter ? up : "";
}

std::string escaped(const std::string& text, std::string_view sign, std::string_view instead) {
    std::string out;
    for (const char c : text) {
        if (sign.find(c) != std::string_view::npos) out += instead;
        out += c;
    }
    return out;
}

std::string latexText(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("&%$#_{}").find(c) != std::string_view::npos)
            out.append("\\").push_back(c);
        else if (c == '\\')
            out += "\\textbackslash{}";
        else if (c == '~')
            out += "\\textasciitilde{}";
        else if (c == '^')
            out += "\\textasciicircum{}";
        else
            out += c;
    }
    return out;
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

std::string resultsToCsv(const ResultsTable& table) {
    std::string out = "model,metric,value,low,high,n,judge,best,remark,card\n";
    for (const auto& row : table.rows)
        for (std::size_t i = 0; i < table.columns.size(); ++i) {
            if (!row.cells[i]) continue;
            const auto& cell = *row.cells[i];
            const auto& column = table.columns[i];
            out += csvCell(row.model.name) + ',' + csvCell(metricExportName(column.name, column.judge)) + ',' +
                   csvNumber(cell.value) + ',' + csvNumber(cell.low) + ',' + csvNumber(cell.high) + ',' +
                   std::to_string(cell.n) + ',' + csvCell(cell.judge) + ',' + (cell.best ? "1," : "0,") +
                   csvCell((cell.undefined.empty() ? cell.warning : cell.undefined).english()) + ',' +
                   csvCell(toJsonLine(englishCard(cell.card))) + '\n';
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
        out.append("| ").append(escaped(row.model.name, "|", "\\")).append(" |");
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
    out += "\n95 % intervals. Bold: interval separated from every other model. Judges: " + judges + ".\n";
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
        out += latexText(row.model.name);
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
