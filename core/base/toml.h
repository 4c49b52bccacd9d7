// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <filesystem>
#include <string_view>

namespace recap {

// A TOML document (version 1.0) as JSON: dates and times as text. Throws Error(BadFormat), one sentence that names
// `origin`, the line and the column.
Json parseToml(std::string_view text, std::string_view origin);

// A settings file of either format, told by its ending: .toml, anything else is JSON. Throws Error(FileNotFound) or
// Error(BadFormat).
Json readSettingsFile(const std::filesystem::path& path);

}  // namespace recap
