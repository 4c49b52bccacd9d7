// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/differences_export.h"

#include "base/csv.h"
#include "workflow/results/metric_facts.h"
#include "workflow/results/results_table.h"
#include "workflow/results/table_text.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace recap {
namespace {

const char* readingName(DifferenceReading reading) {
    switch (reading) {
        case DifferenceReading::Undefined: return "undefined";
        case DifferenceReading::NotSeparated: return "not separated";
        case DifferenceReading::Better: return "better";
        case DifferenceReading::Worse: return "worse";
        case DifferenceReading::Different: return "different";
    }
    return "";
}

bool hasNumber(const DifferenceRow& row) {
    return row.reading != DifferenceReading::Undefined;
}

// Both signs, because the sign is what it is about.
std::string signedText(double value, int decimals) {
    return std::string(value > 0 ? "+" : "").append(resultText(value, decimals));
}

std::string intervalText(const DifferenceRow& row) {
    std::string text("[");
    text.append(signedText(row.difference.low, row.decimals)).append(", ");
    return text.append(signedText(row.difference.high, row.decimals)).append("]");
}

// Three decimals, as tables of papers have it.
std::string pText(double p) {
    if (!std::isfinite(p)) return "-";
    return p < 0.001 ? "<0.001" : resultText(p, 3);
}

void addOnce(std::vector<Message>& sentences, const Message& sentence) {
    const auto same = [&](const Message& m) { return m.english() == sentence.english(); };
    if (std::none_of(sentences.begin(), sentences.end(), same)) sentences.push_back(sentence);
}

std::vector<std::string> numbersOf(const DifferenceRow& row) {
    const auto& d = row.difference;
    if (!hasNumber(row)) return {"-", "-", "-", "-"};
    return {signedText(d.value, row.decimals).append(" ").append(intervalText(row)), pText(d.p), pText(d.p_holm),
            std::to_string(d.n)};
}

}  // namespace

Message readingText(const DifferenceRow& row) {
    switch (row.reading) {
        case DifferenceReading::Undefined: return message("no value, because %1", undefinedReason(row.difference));
        case DifferenceReading::NotSeparated: return message("not separated: %1", promptsNeededFor(row.difference));
        case DifferenceReading::Better: return message("%1 is better", row.second);
        case DifferenceReading::Worse: return message("%1 is better", row.first);
        case DifferenceReading::Different: return message("the two are different");
    }
    return {};
}

std::vector<Message> differenceRemarks(const DifferencesTable& table) {
    std::vector<Message> remarks;
    std::int64_t fewest = 0, most = 0;
    for (const auto& row : table.rows) {
        if (!hasNumber(row)) continue;
        const auto comparisons = row.difference.comparisons;
        fewest = fewest == 0 ? comparisons : std::min(fewest, comparisons);
        most = std::max(most, comparisons);
    }
    if (most > 0) {
        remarks.push_back(
            message("Second minus first, on the same prompts and seeds, with 95 % intervals over prompts."));
        const auto count = fewest == most ? verbatim(std::to_string(most)) : message("%1 to %2", fewest, most);
        remarks.push_back(
            message("Each metric is a family of its own: p (Holm) is adjusted for its %1 comparisons; two "
                    "models are separated where it is at most 0.05 and the interval excludes 0.",
                    count));
    }
    for (const auto& row : table.rows)
        if (const auto warning = differenceWarning(row.difference); !warning.empty())
            addOnce(remarks, message("%1: %2", row.title, warning));
    if (table.outdated > 0)
        remarks.push_back(
            message("Differences that are older than the numbers and left out: %1. Compute the metrics of "
                    "these runs together again.",
                    table.outdated));
    return remarks;
}

std::string differencesToCsv(const DifferencesTable& table) {
    std::string out = "metric,first,second,difference,low,high,p,p_holm,comparisons,prompts,judge,reading,remark\n";
    for (const auto& row : table.rows) {
        const auto& d = row.difference;
        out += csvCell(metricExportName(d.name, d.judge)) + ',' + csvCell(row.first) + ',' + csvCell(row.second) + ',' +
               csvNumber(d.value) + ',' + csvNumber(d.low) + ',' + csvNumber(d.high) + ',' + csvNumber(d.p) + ',' +
               csvNumber(d.p_holm) + ',' + std::to_string(d.comparisons) + ',' + std::to_string(d.n) + ',' +
               csvCell(d.judge) + ',' + csvCell(readingName(row.reading)) + ',' + csvCell(readingText(row).english()) +
               '\n';
    }
    return out;
}

std::string differencesToMarkdown(const DifferencesTable& table) {
    std::string out =
        "| Metric | First | Second | Difference | p | p (Holm) | n | Reading "
        "|\n|---|---|---|---:|---:|---:|---:|---|\n";
    const auto cell = [](const std::string& text) {
        return std::string(" ").append(escaped(text, "|", "\\")).append(" |");
    };
    for (const auto& row : table.rows) {
        out.append("|").append(cell(row.title)).append(cell(row.first)).append(cell(row.second));
        for (const auto& number : numbersOf(row)) out.append(cell(number));
        out.append(cell(readingText(row).english())).append("\n");
    }
    for (const auto& remark : differenceRemarks(table)) out.append("\n- ").append(remark.english());
    return table.rows.empty() ? out : out + "\n";
}

std::string differencesToLatex(const DifferencesTable& table) {
    std::string out =
        "% needs \\usepackage{booktabs}\n\\begin{tabular}{lllrrrr}\n\\toprule\n"
        "Metric & First & Second & Difference & $p$ & $p_\\mathrm{Holm}$ & $n$ \\\\\n\\midrule\n";
    for (const auto& row : table.rows) {
        const auto& d = row.difference;
        out += latexText(row.title) + " & " + latexText(row.first) + " & " + latexText(row.second) + " & ";
        if (!hasNumber(row)) {
            out += "-- & -- & -- & -- \\\\\n";
            continue;
        }
        const auto value = signedText(d.value, row.decimals);
        out += separated(d) ? "\\textbf{" + value + "}" : value;
        out.append(" {\\scriptsize ").append(intervalText(row)).append("} & $").append(pText(d.p)).append("$ & $");
        out.append(pText(d.p_holm)).append("$ & ").append(std::to_string(d.n)).append(" \\\\\n");
    }
    out += "\\bottomrule\n\\end{tabular}\n% Bold: separated.\n";
    for (const auto& row : table.rows)
        if (row.reading == DifferenceReading::NotSeparated || !hasNumber(row))
            out +=
                "% " + row.title + ", " + row.second + " minus " + row.first + ": " + readingText(row).english() + "\n";
    for (const auto& remark : differenceRemarks(table)) out.append("% ").append(remark.english()).append("\n");
    return out;
}

Json differencesToJson(const DifferencesTable& table) {
    Json list = Json::array();
    for (const auto& row : table.rows) {
        const auto& d = row.difference;
        Json entry{{"metric", d.name},
                   {"title", row.title},
                   {"first", row.first},
                   {"second", row.second},
                   {"value", d.value},
                   {"low", d.low},
                   {"high", d.high},
                   {"standard_error", d.standard_error},
                   {"p", d.p},
                   {"p_holm", d.p_holm},
                   {"comparisons", d.comparisons},
                   {"prompts", d.n},
                   {"judge", d.judge},
                   {"reading", readingName(row.reading)}};
        if (row.reading == DifferenceReading::NotSeparated) entry["needed"] = promptsNeededFor(d).english();
        if (const auto reason = undefinedReason(d); !reason.empty()) entry["undefined"] = reason.english();
        if (const auto warning = differenceWarning(d); !warning.empty()) entry["warning"] = warning.english();
        if (const auto interval = d.card.find("interval"); interval != d.card.end()) entry["interval"] = *interval;
        list.push_back(std::move(entry));
    }
    return list;
}

std::vector<std::vector<std::string>> differencesAsCells(const DifferencesTable& table) {
    std::vector<std::vector<std::string>> cells{
        {"Metric", "First", "Second", "Difference", "p", "p (Holm)", "n", "Reading"}};
    for (const auto& row : table.rows) {
        std::vector<std::string> line{row.title, row.first, row.second};
        for (auto& number : numbersOf(row)) line.push_back(std::move(number));
        line.push_back(readingText(row).english());
        cells.push_back(std::move(line));
    }
    return cells;
}

}  // namespace recap
