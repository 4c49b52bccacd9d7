// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/json_problem.h"
#include "base/text_file.h"
#include "base/unicode.h"

#include <algorithm>

namespace recap {
namespace {

constexpr std::uintmax_t kMaxJsonBytes = 256u << 20;

// Where the text in quotes begins that ends before `end`; `end` - 1 for anything else.
std::size_t beginOfLast(std::string_view text, std::size_t end) {
    if (end < 2 || text[end - 1] != '"') return end - 1;
    for (std::size_t i = end - 1; i-- > 0;) {
        if (text[i] == '\n') break;
        if (text[i] != '"') continue;
        std::size_t backslashes = 0;
        while (backslashes < i && text[i - 1 - backslashes] == '\\') ++backslashes;
        if (backslashes % 2 == 0) return i;
    }
    return end - 1;
}

// `byte`: how many bytes were read when the mistake was found.
Message mistakeSentence(std::string_view text, std::string_view origin, std::size_t byte) {
    if (trimmed(text).empty()) return message("%1 is not valid JSON: it is empty.", origin);
    if (byte > text.size()) return message("%1 is not valid JSON: it ends too early.", origin);
    const auto before = text.substr(0, byte == 0 ? 0 : beginOfLast(text, byte));
    const auto lineStart = before.rfind('\n') + 1;  // 0 when there is none
    const auto column = codePoints(repairUtf8(before.substr(lineStart))).size() + 1;
    if (trimmed(text).find('\n') == text.npos)
        return message("%1 is not valid JSON: there is a mistake at character %2.", origin, column);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    return message("%1 is not valid JSON: there is a mistake in line %2, at character %3.", origin, line, column);
}

}  // namespace

Json parseJson(std::string_view text, std::string_view origin) {
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& e) {
        throw Error(ErrorCode::BadFormat, mistakeSentence(text, origin, e.byte));
    } catch (const Json::exception& e) {
        throw Error(ErrorCode::BadFormat, message("%1 is not valid JSON: %2.", origin, jsonProblem(e)));
    }
}

Json readJsonFile(const std::filesystem::path& path) {
    bool repaired = false;
    const std::string text = readText(path, kMaxJsonBytes, &repaired);
    if (repaired)
        throw Error(ErrorCode::BadFormat, message("%1 is not UTF-8, as JSON must be; save it as UTF-8.", path));
    return parseJson(text, path.string());
}

void writeJsonFile(const std::filesystem::path& path, const Json& value) {
    writeTextAtomically(path, value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

std::string toJsonLine(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace recap
