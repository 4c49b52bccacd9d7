// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/unicode.h"

#include "base/error.h"

#include <utf8proc.h>
#include <array>
#include <cstdlib>

namespace recap {
namespace {

const auto* bytesOf(std::string_view text) {
    return reinterpret_cast<const utf8proc_uint8_t*>(text.data());
}

// Reads one code point at `position`; returns its length in bytes, or a negative number when ill-formed.
utf8proc_ssize_t readOne(std::string_view text, std::size_t position, utf8proc_int32_t* codePoint) {
    return utf8proc_iterate(bytesOf(text) + position, static_cast<utf8proc_ssize_t>(text.size() - position), codePoint);
}

std::string mapped(std::string_view text, int options) {
    utf8proc_uint8_t* out = nullptr;
    const auto size = utf8proc_map(bytesOf(text), static_cast<utf8proc_ssize_t>(text.size()), &out,
                                   static_cast<utf8proc_option_t>(options));
    if (size < 0) throw Error(ErrorCode::BadFormat, message("A text is not valid UTF-8."));
    std::string result(reinterpret_cast<char*>(out), static_cast<std::size_t>(size));
    std::free(out);
    return result;
}

std::string utf8FromUtf16(std::string_view bytes, bool bigEndian) {
    std::string out;
    auto unit = [&](std::size_t i) {
        const auto first = static_cast<unsigned char>(bytes[i]), second = static_cast<unsigned char>(bytes[i + 1]);
        return bigEndian ? (first << 8) | second : (second << 8) | first;
    };
    for (std::size_t i = 2; i + 1 < bytes.size(); i += 2) {
        std::int32_t code = unit(i);
        const bool high = code >= 0xD800 && code < 0xDC00;
        if (high && i + 3 < bytes.size() && (unit(i + 2) & 0xFC00) == 0xDC00) {
            code = 0x10000 + ((code - 0xD800) << 10) + (unit(i + 2) - 0xDC00);
            i += 2;
        }
        appendUtf8(out, code);
    }
    return out;
}

// Windows-1252 differs from Latin-1 only in 0x80..0x9F.
constexpr std::array<std::int32_t, 32> kWindows1252{0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
                                                    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

}  // namespace

bool isValidUtf8(std::string_view text) {
    utf8proc_int32_t code = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto length = readOne(text, i, &code);
        if (length <= 0) return false;
        i += static_cast<std::size_t>(length);
    }
    return true;
}

std::string utf8FromBytes(std::string_view bytes, bool* repaired) {
    if (repaired != nullptr) *repaired = false;
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (bytes.starts_with("\xFF\xFE")) return utf8FromUtf16(bytes, false);
    if (bytes.starts_with("\xFE\xFF")) return utf8FromUtf16(bytes, true);
    if (isValidUtf8(bytes)) return std::string(bytes);
    if (repaired != nullptr) *repaired = true;
    std::string out;
    for (const unsigned char c : bytes) appendUtf8(out, c >= 0x80 && c < 0xA0 ? kWindows1252[c - 0x80] : c);
    return out;
}

std::string repairUtf8(std::string_view text) {
    std::string out;
    utf8proc_int32_t code = 0;
    for (std::size_t i = 0; i < text.size();) {
        const auto length = readOne(text, i, &code);
        if (length > 0) {
            out.append(text.substr(i, static_cast<std::size_t>(length)));
            i += static_cast<std::size_t>(length);
        } else {
            out += "\xEF\xBF\xBD";
            ++i;
        }
    }
    return out;
}

std::vector<std::int32_t> codePoints(std::string_view utf8) {
    std::vector<std::int32_t> out;
    utf8proc_int32_t code = 0;
    for (std::size_t i = 0; i < utf8.size();) {
        const auto length = readOne(utf8, i, &code);
        out.push_back(length > 0 ? code : 0xFFFD);
        i += length > 0 ? static_cast<std::size_t>(length) : 1;
    }
    return out;
}

void appendUtf8(std::string& out, std::int32_t codePoint) {
    utf8proc_uint8_t buffer[4];
    const auto length = utf8proc_encode_char(utf8proc_codepoint_valid(codePoint) ? codePoint : 0xFFFD, buffer);
    out.append(reinterpret_cast<char*>(buffer), static_cast<std::size_t>(length));
}

std::string utf8FromCodePoints(const std::vector<std::int32_t>& codes) {
    std::string out;
    for (const auto code : codes) appendUtf8(out, code);
    return out;
}

std::string toNfc(std::string_view utf8) {
    return mapped(utf8, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}
std::string toNfd(std::string_view utf8) {
    return mapped(utf8, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
}
std::string foldCase(std::string_view utf8) {
    return mapped(utf8, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD);
}

std::string toLower(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (const auto code : codePoints(utf8)) {
        if (code == 0x130)
            out += "i\xCC\x87";  // the one letter whose lower case is two code points
        else
            appendUtf8(out, utf8proc_tolower(code));
    }
    return out;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n\v\f";
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

}  // namespace recap
