// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/query_functions.h"

#include "base/error.h"
#include "base/unicode.h"
#include "data/regex.h"

#include <sqlite3.h>
#include <algorithm>
#include <string_view>

namespace recap {
namespace {

std::string_view textOf(sqlite3_value* value) {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return bytes == nullptr ? std::string_view()
                            : std::string_view(bytes, static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

bool isAscii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0; });
}

bool containsAscii(std::string_view text, std::string_view part) {
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b; };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

void contains(sqlite3_context* context, int, sqlite3_value** values) {
    const auto text = textOf(values[0]), part = textOf(values[1]);
    // Most texts and parts are ASCII; folding costs fifty times as much.
    const bool found =
        isAscii(part) && isAscii(text) ? containsAscii(text, part) : foldCase(text).find(part) != std::string::npos;
    sqlite3_result_int(context, found ? 1 : 0);
}

void matches(sqlite3_context* context, int, sqlite3_value** values) {
    try {
        auto* regex = static_cast<Regex*>(sqlite3_get_auxdata(context, 1));
        if (regex == nullptr) {
            regex = new Regex(std::string(textOf(values[1])));
            sqlite3_set_auxdata(context, 1, regex, [](void* old) { delete static_cast<Regex*>(old); });
            // SQLite may have dropped it at once.
            regex = static_cast<Regex*>(sqlite3_get_auxdata(context, 1));
            if (regex == nullptr) return sqlite3_result_error_nomem(context);
        }
        sqlite3_result_int(context, regex->matches(textOf(values[0])) ? 1 : 0);
    } catch (const Error& e) {
        sqlite3_result_error(context, e.what(), -1);
    }
}

}  // namespace

void addQueryFunctions(sqlite3* connection) {
    constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    sqlite3_create_function(connection, "recap_contains", 2, kFlags, nullptr, &contains, nullptr, nullptr);
    sqlite3_create_function(connection, "recap_matches", 2, kFlags, nullptr, &matches, nullptr, nullptr);
}

}  // namespace recap
