// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/json.h"

#include "base/atomic_file.h"
#include "base/error.h"
#include "base/text_file.h"

namespace recap {
namespace {

constexpr std::uintmax_t kMaxJsonBytes = 256u << 20;

}  // namespace

Json parseJson(std::string_view text, std::string_view origin) {
    try {
        return Json::parse(text);
    } catch (const Json::exception& e) {
        throw Error(ErrorCode::BadFormat, message("%1 is not valid JSON: %2", origin, e.what()));
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
