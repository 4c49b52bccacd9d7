// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/csv.h"

namespace recap {

std::string csvCell(std::string_view text) {
    const bool plain = !text.empty() && text.find_first_of(",;\t\"\r\n") == std::string_view::npos &&
                       text.front() != ' ' && text.back() != ' ';
    if (plain) return std::string(text);
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

}  // namespace recap
