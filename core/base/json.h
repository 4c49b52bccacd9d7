// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <nlohmann/json.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace recap {

using Json = nlohmann::ordered_json;

// Throws Error(BadFormat) that names `origin` (a file, a row) and the position of the mistake.
Json parseJson(std::string_view text, std::string_view origin);
// Throws Error(FileNotFound) or Error(BadFormat).
Json readJsonFile(const std::filesystem::path& path);
// Two-space indented, written atomically.
void writeJsonFile(const std::filesystem::path& path, const Json& value);
// One line; bytes that are not UTF-8 become U+FFFD instead of an exception.
std::string toJsonLine(const Json& value);

}  // namespace recap
