// SPDX-License-Identifier: GPL-3.0-or-later
//
// Values as protocol 0 of Python's pickles writes them, one a line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace recap {

std::optional<std::int64_t> pickledInteger(std::string_view line);  // "12", "01", "-3L"
std::optional<double> pickledReal(std::string_view line);           // "0.5", "1e-05"
// 'it\'s' with its quotation marks and escapes, as Python's repr writes bytes; escapes that are not known stay.
std::string pickledString(std::string_view line);
// Latin-1 with \uXXXX and \UXXXXXXXX (raw-unicode-escape), as UTF-8.
std::string pickledUnicode(std::string_view line);

}  // namespace recap
