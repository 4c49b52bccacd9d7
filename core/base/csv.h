// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace recap {

// A cell of a CSV file, quoted where RFC 4180 or another separator asks for it, an empty text too. Texts with ends of
// line or spaces at their ends come back byte for byte. UTF-8.
std::string csvCell(std::string_view text);

}  // namespace recap
