// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace recap::cli {

// "1 image", "2 images". `several`: a plural that does not end with s alone.
inline std::string counted(std::int64_t number, std::string_view one, std::string_view several = {}) {
    std::string text = std::to_string(number) + ' ';
    if (number == 1) return text.append(one);
    return several.empty() ? text.append(one).append("s") : text.append(several);
}

}  // namespace recap::cli
