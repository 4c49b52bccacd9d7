// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace recap {

// SHA-256 as 64 lower-case hexadecimal digits.
std::string sha256(std::string_view bytes);
// Reads in blocks; memory stays flat. Throws Error(FileNotFound).
std::string sha256File(const std::filesystem::path& path);

}  // namespace recap
