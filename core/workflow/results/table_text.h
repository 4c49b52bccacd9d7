// SPDX-License-Identifier: GPL-3.0-or-later
//
// Cells of tables that are written for other programs.
#pragma once

#include <string>
#include <string_view>

namespace recap {

// Ten digits; empty where there is no number, as tables of other programs want it.
std::string csvNumber(double value);
// `instead` before every one of the signs: "a|b" as "a\|b".
std::string escaped(const std::string& text, std::string_view signs, std::string_view instead);
std::string latexText(const std::string& text);

}  // namespace recap
