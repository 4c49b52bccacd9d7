// SPDX-License-Identifier: GPL-3.0-or-later
//
// The table of paired differences as text for other programs and for papers, in English. Every form has the difference
// with its 95 % interval, p, p adjusted by Holm with the number of comparisons, the number of prompts, what it says
// and, where it says nothing, how many prompts would be needed.
#pragma once

#include "base/json.h"
#include "workflow/results/model_differences.h"

#include <string>
#include <vector>

namespace recap {

std::string differencesToCsv(const DifferencesTable& table);
std::string differencesToMarkdown(const DifferencesTable& table);
std::string differencesToLatex(const DifferencesTable& table);
// [{first, second, metric, value, low, high, p, p_holm, comparisons, prompts, judge, reading, ...}]
Json differencesToJson(const DifferencesTable& table);
// For a terminal: the heads, then a line for each difference.
std::vector<std::vector<std::string>> differencesAsCells(const DifferencesTable& table);

// "RECAP is better", "not separated: about 420 prompts would be needed ..."
Message readingText(const DifferenceRow& row);
// What a reader of the table has to know: how it came to be, warnings, what is left out. One sentence each.
std::vector<Message> differenceRemarks(const DifferencesTable& table);

}  // namespace recap
