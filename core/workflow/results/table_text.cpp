// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/results/table_text.h"

#include <cmath>
#include <cstdio>

namespace recap {

std::string csvNumber(double value) {
    if (!std::isfinite(value)) return {};
    char text[64];
    std::snprintf(text, sizeof text, "%.10g", value);
    return text;
}

std::string escaped(const std::string& text, std::string_view signs, std::string_view instead) {
    std::string out;
    for (const char c : text) {
        if (signs.find(c) != std::string_view::npos) out += instead;
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

}  // namespace recap
