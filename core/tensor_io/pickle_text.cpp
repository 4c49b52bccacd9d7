// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/pickle_text.h"

#include "base/unicode.h"

#include <charconv>

namespace recap {
namespace {

template <class Number>
std::optional<Number> whole(std::string_view text, auto... how) {
    Number value{};
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value, how...);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

std::optional<std::uint32_t> hexAt(std::string_view text, std::size_t at, std::size_t digits) {
    if (text.size() - at < digits) return std::nullopt;
    return whole<std::uint32_t>(text.substr(at, digits), 16);
}

std::optional<char> escaped(char c) {
    switch (c) {
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        case '\\':
        case '\'':
        case '"': return c;
        default: return std::nullopt;
    }
}

}  // namespace

std::optional<std::int64_t> pickledInteger(std::string_view line) {
    line = trimmed(line);
    if (line.ends_with('L')) line.remove_suffix(1);
    return whole<std::int64_t>(line);
}

std::optional<double> pickledReal(std::string_view line) {
    return whole<double>(trimmed(line));
}

std::string pickledString(std::string_view line) {
    line = trimmed(line);
    if (line.size() >= 2 && (line.front() == '\'' || line.front() == '"') && line.back() == line.front())
        line = line.substr(1, line.size() - 2);
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] != '\\' || i + 1 == line.size()) {
            out += line[i];
            continue;
        }
        if (const auto byte = line[i + 1] == 'x' ? hexAt(line, i + 2, 2) : std::nullopt) {
            out += static_cast<char>(*byte);
            i += 3;
        } else if (const auto plain = escaped(line[i + 1])) {
            out += *plain;
            ++i;
        } else {
            out += line[i];
        }
    }
    return out;
}

std::string pickledUnicode(std::string_view line) {
    std::string out;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char kind = line[i] == '\\' && i + 1 < line.size() ? line[i + 1] : ' ';
        const std::size_t digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        if (const auto code = digits > 0 ? hexAt(line, i + 2, digits) : std::nullopt) {
            appendUtf8(out, static_cast<std::int32_t>(*code <= 0x10FFFF ? *code : 0xFFFD));
            i += 1 + digits;
        } else {
            appendUtf8(out, static_cast<unsigned char>(line[i]));
        }
    }
    return out;
}

}  // namespace recap
