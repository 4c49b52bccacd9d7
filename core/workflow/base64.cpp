// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/base64.h"

#include "base/error.h"

#include <cstdint>

namespace recap {
namespace {
constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
}  // namespace

std::string base64(std::string_view bytes) {
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t word = 0;
        for (std::size_t k = 0; k < 3; ++k)
            word = word << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0u);
        // A rest of r bytes gives r + 1 digits.
        for (std::size_t k = 0; k < 4; ++k) out += i + k <= bytes.size() ? kDigits[word >> (18 - 6 * k) & 63u] : '=';
    }
    return out;
}

std::string bytesFromBase64(std::string_view text) {
    std::size_t digits = text.size();
    while (digits > 0 && text.size() - digits < 2 && text[digits - 1] == '=') --digits;
    // One digit alone holds no whole byte.
    if (text.size() % 4 != 0 || digits % 4 == 1) throw Error(ErrorCode::BadFormat, "A base64 text is cut short.");
    std::string out;
    out.reserve(digits / 4 * 3 + 2);
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < digits; ++i) {
        const auto value = kDigits.find(text[i]);
        if (value == std::string_view::npos)
            throw Error(ErrorCode::BadFormat, "A base64 text holds a character that does not belong there.");
        word = word << 6 | static_cast<std::uint32_t>(value);
        const auto bits = (i % 4) * 6 + 6;  // in word since the last group of four digits began
        if (i % 4 > 0) out += static_cast<char>(word >> (bits % 8) & 255u);
    }
    return out;
}

}  // namespace recap
