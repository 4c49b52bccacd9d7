// SPDX-License-Identifier: GPL-3.0-or-later
#include "data/query_functions.h"

#include "base/error.h"
#include "base/json.h"
#include "base/unicode.h"
#include "data/regex.h"
#include "image/aspect_buckets.h"
#include "text/caption_end.h"

#include <sqlite3.h>
#include <algorithm>
#include <charconv>
#include <string_view>
#include <unordered_map>

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

// One pass over a JSON object as toJsonLine() writes it: building its tree would cost ten times as much a row.
class JsonMembers {
public:
    explicit JsonMembers(std::string_view json) : json_(json) {}

    // The value of the member, as written; empty: there is none. Any case of the name.
    std::string_view find(std::string_view wanted) const {
        for (std::size_t at = 1; at < json_.size() && json_[at] == '"';) {
            const auto name = endOfValue(at);
            const auto value = name + 1;  // behind the colon
            const auto end = endOfValue(value);
            if (name - at - 2 == wanted.size() && containsAscii(json_.substr(at + 1, name - at - 2), wanted))
                return json_.substr(value, end - value);
            at = end + 1;
        }
        return {};
    }

private:
    std::size_t endOfText(std::size_t at) const {
        while (++at < json_.size() && json_[at] != '"') at += json_[at] == '\\' ? 1 : 0;
        return std::min(at + 1, json_.size());
    }
    std::size_t endOfValue(std::size_t at) const {
        for (int depth = 0; at < json_.size();) {
            const char c = json_[at];
            if (c == '"') {
                at = endOfText(at);
                if (depth == 0) return at;
                continue;
            }
            if (depth == 0 && (c == ',' || c == '}' || c == ':')) return at;
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            ++at;
        }
        return at;
    }

    std::string_view json_;
};

// Numbers and truth values as numbers, texts as texts, lists and objects as written; NULL where there is no member.
void attribute(sqlite3_context* context, int, sqlite3_value** values) {
    const auto value = JsonMembers(textOf(values[0])).find(textOf(values[1]));
    if (value.empty() || value == "null") return;
    if (value == "true" || value == "false") return sqlite3_result_int(context, value == "true" ? 1 : 0);
    const auto give = [&](std::string_view text) {
        sqlite3_result_text(context, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
    };
    if (value.front() == '"' && value.find('\\') != std::string_view::npos)
        return give(Json::parse(value, nullptr, false).get<std::string>());
    if (value.front() == '"') return give(value.substr(1, value.size() - 2));
    double number = 0;
    if (std::from_chars(value.data(), value.data() + value.size(), number).ec == std::errc())
        return sqlite3_result_double(context, number);
    give(value);
}

void cutOff(sqlite3_context* context, int, sqlite3_value** values) {
    sqlite3_result_int(context, isCutOff(textOf(values[0])) ? 1 : 0);
}

// Width * 65536 + height of the training crop of a picture.
void bucket(sqlite3_context* context, int, sqlite3_value** values) {
    constexpr std::size_t kMostKept = 4096;
    const auto width = sqlite3_value_int64(values[0]), height = sqlite3_value_int64(values[1]);
    const auto resolution = sqlite3_value_int64(values[2]);
    thread_local std::unordered_map<std::int64_t, std::int64_t> known;  // data sets repeat their sizes
    if (known.size() > kMostKept) known.clear();
    const auto [it, fresh] = known.try_emplace((resolution << 40) + (width << 20) + height, 0);
    if (fresh) {
        const auto size = nearestBucket(width, height, resolution);
        it->second = (size.width << 16) + size.height;
    }
    sqlite3_result_int64(context, it->second);
}

}  // namespace

void addQueryFunctions(sqlite3* connection) {
    constexpr int kFlags = SQLITE_UTF8 | SQLITE_DETERMINISTIC;
    sqlite3_create_function(connection, "recap_contains", 2, kFlags, nullptr, &contains, nullptr, nullptr);
    sqlite3_create_function(connection, "recap_matches", 2, kFlags, nullptr, &matches, nullptr, nullptr);
    sqlite3_create_function(connection, "recap_attribute", 2, kFlags, nullptr, &attribute, nullptr, nullptr);
    sqlite3_create_function(connection, "recap_cut_off", 1, kFlags, nullptr, &cutOff, nullptr, nullptr);
    sqlite3_create_function(connection, "recap_bucket", 3, kFlags, nullptr, &bucket, nullptr, nullptr);
}

}  // namespace recap
