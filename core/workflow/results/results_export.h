// SPDX-License-Identifier: GPL-3.0-or-later
//
// The results table as text for other programs. Every file names judge, count and interval, and says why a number is
// missing and what to know about one.
#pragma once

#include "workflow/results/results_table.h"

#include <filesystem>
#include <string>
#include <vector>

namespace recap {

std::string resultsToCsv(const ResultsTable& table);
std::string resultsToMarkdown(const ResultsTable& table);
std::string resultsToLatex(const ResultsTable& table);
// A list of {model, reference, metrics{NAME:{value, low, high, n, judge, title, card}}}; a further column of one name
// is NAME@JUDGE. A number without a value says why in `undefined`, and its `value` is null.
std::string resultsToJson(const ResultsTable& table);
// By which rule the models of the columns were told apart; one sentence for each rule.
std::vector<std::string> comparisonRules(const ResultsTable& table);
// By the ending of the file: .tex, .md, .json, else CSV.
std::string resultsFor(const std::filesystem::path& file, const ResultsTable& table);

}  // namespace recap
