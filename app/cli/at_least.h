// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <charconv>
#include <cstdint>
#include <string>

namespace recap::cli {

// For CLI::Option::check: whole numbers from `least` up. The library's own check says up to which of 300 digits.
inline auto atLeast(std::int64_t least) {
    return [least](const std::string& text) -> std::string {
        std::int64_t value = 0;
        const char* end = text.data() + text.size();
        const auto [last, error] = std::from_chars(text.data(), end, value);
        if (error == std::errc{} && last == end && value >= least) return {};
        return "must be a whole number from " + std::to_string(least) + ", not '" + text + "'";
    };
}

}  // namespace recap::cli
