// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/toml.h"

#include "base/error.h"
#include "base/text_file.h"
#include "base/unicode.h"

#include <toml++/toml.h>

#include <sstream>

namespace recap {
namespace {

constexpr std::uintmax_t kMostBytes = 16u << 20;

Json jsonOf(const toml::node& node) {
    if (const auto* table = node.as_table()) {
        Json out = Json::object();
        for (const auto& [key, value] : *table) out[std::string(key.str())] = jsonOf(value);
        return out;
    }
    if (const auto* list = node.as_array()) {
        Json out = Json::array();
        for (const auto& value : *list) out.push_back(jsonOf(value));
        return out;
    }
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* number = node.as_integer()) return number->get();
    if (const auto* number = node.as_floating_point()) return number->get();
    if (const auto* flag = node.as_boolean()) return flag->get();
    std::ostringstream text;
    if (const auto* date = node.as_date()) text << date->get();
    if (const auto* time = node.as_time()) text << time->get();
    if (const auto* both = node.as_date_time()) text << both->get();
    return text.str();
}

}  // namespace

Json parseToml(std::string_view text, std::string_view origin) {
    try {
        return jsonOf(toml::parse(text, origin));
    } catch (const toml::parse_error& mistake) {
        const auto& place = mistake.source().begin;
        throw Error(ErrorCode::BadFormat,
                    message("%1 is not valid TOML: there is a mistake in line %2, at character %3.", origin,
                            static_cast<std::int64_t>(place.line), static_cast<std::int64_t>(place.column)));
    }
}

Json readSettingsFile(const std::filesystem::path& path) {
    if (toLower(path.extension().string()) != ".toml") return readJsonFile(path);
    bool repaired = false;
    const auto text = readText(path, kMostBytes, &repaired);
    if (repaired)
        throw Error(ErrorCode::BadFormat, message("%1 is not UTF-8, as TOML must be; save it as UTF-8.", path));
    return parseToml(text, path.string());
}

}  // namespace recap
