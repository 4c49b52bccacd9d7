// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace recap {

// RFC 4648 with padding, on one line.
std::string base64(std::string_view bytes);
// The bytes of such a line. Throws Error(BadFormat) for anything else.
std::string bytesFromBase64(std::string_view text);

}  // namespace recap
