// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

bool isValidUtf8(std::string_view text);

// Bytes as text: UTF-8 (a byte order mark is dropped), UTF-16 with a byte order mark, else Windows-1252, the usual
// encoding of old caption files. `repaired` (optional) becomes true when it was not UTF-8.
std::string utf8FromBytes(std::string_view bytes, bool* repaired = nullptr);

// Replaces every ill-formed sequence by U+FFFD.
std::string repairUtf8(std::string_view text);

std::vector<std::int32_t> codePoints(std::string_view utf8);
std::string utf8FromCodePoints(const std::vector<std::int32_t>& codePoints);
void appendUtf8(std::string& out, std::int32_t codePoint);

std::string toNfc(std::string_view utf8);  // Unicode canonical composition
std::string toNfd(std::string_view utf8);
std::string toLower(std::string_view utf8);  // one code point to one, as Python's str.lower for all but a few letters
std::string foldCase(std::string_view utf8);

std::string_view trimmed(std::string_view text);  // ASCII white space

}  // namespace recap
