// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/onnx_metadata.h"

#include "base/unicode.h"

#include <charconv>
#include <map>

namespace recap {
namespace {

// Reads from the front of a text; nothing is taken where it does not fit.
class Literal {
public:
    explicit Literal(std::string_view text) : rest_(text) {}

    bool take(char wanted) {
        skipSpace();
        if (!rest_.starts_with(wanted)) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool atEnd() {
        skipSpace();
        return rest_.empty();
    }
    std::optional<int> number() {
        skipSpace();
        int value = 0;
        const auto [end, wrong] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (wrong != std::errc() || value < 0) return std::nullopt;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return value;
    }
    // In single or double quotes, with the escapes that repr() and JSON write.
    std::optional<std::string> quoted() {
        skipSpace();
        if (rest_.empty() || (rest_[0] != '\'' && rest_[0] != '"')) return std::nullopt;
        const char quote = rest_[0];
        rest_.remove_prefix(1);
        std::string out;
        while (!rest_.empty() && rest_[0] != quote) {
            const char c = rest_[0];
            rest_.remove_prefix(1);
            if (c != '\\')
                out += c;
            else if (!escape(out))
                return std::nullopt;
        }
        if (!take(quote) || !isValidUtf8(out)) return std::nullopt;
        return out;
    }

private:
    void skipSpace() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }

    bool escape(std::string& out) {
        if (rest_.empty()) return false;
        const char kind = rest_[0];
        rest_.remove_prefix(1);
        switch (kind) {
            case '\\':
            case '\'':
            case '"':
            case '/': out += kind; return true;
            case 'n': out += '\n'; return true;
            case 'r': out += '\r'; return true;
            case 't': out += '\t'; return true;
            case 'x': return codePoint(out, 2);
            case 'u': return codePoint(out, 4);
            case 'U': return codePoint(out, 8);
            default: return false;
        }
    }
    bool codePoint(std::string& out, std::size_t digits) {
        if (rest_.size() < digits) return false;
        std::uint32_t value = 0;
        const auto [end, wrong] = std::from_chars(rest_.data(), rest_.data() + digits, value, 16);
        constexpr std::uint32_t kLast = 0x10FFFF, kFirstSurrogate = 0xD800, kLastSurrogate = 0xDFFF;
        if (wrong != std::errc() || end != rest_.data() + digits || value > kLast ||
            (value >= kFirstSurrogate && value <= kLastSurrogate))
            return false;
        rest_.remove_prefix(digits);
        appendUtf8(out, static_cast<std::int32_t>(value));
        return true;
    }

    std::string_view rest_;
};

std::optional<int> indexOf(Literal& literal) {
    if (const auto plain = literal.number()) return plain;
    const auto text = literal.quoted();
    if (!text) return std::nullopt;
    Literal inside(*text);
    const auto index = inside.number();
    return inside.atEnd() ? index : std::nullopt;
}

}  // namespace

std::optional<std::vector<std::string>> classNames(std::string_view text) {
    Literal literal(text);
    const bool dictionary = literal.take('{');
    if (!dictionary && !literal.take('[')) return std::nullopt;
    const char close = dictionary ? '}' : ']';
    std::map<int, std::string> names;
    while (!literal.take(close)) {
        int index = static_cast<int>(names.size());
        if (!names.empty()) {
            if (!literal.take(',')) return std::nullopt;
            if (literal.take(close)) break;  // Python allows a comma behind the last one
        }
        if (dictionary) {
            const auto given = indexOf(literal);
            if (!given || !literal.take(':')) return std::nullopt;
            index = *given;
        }
        auto name = literal.quoted();
        if (!name || index >= kMostClasses || !names.emplace(index, std::move(*name)).second) return std::nullopt;
    }
    if (!literal.atEnd() || names.empty() || names.rbegin()->first + 1 != static_cast<int>(names.size()))
        return std::nullopt;
    std::vector<std::string> out;
    for (auto& [index, name] : names) out.push_back(std::move(name));
    return out;
}

std::optional<std::array<int, 2>> imageSize(std::string_view text) {
    Literal literal(text);
    const char close = literal.take('[') ? ']' : literal.take('(') ? ')' : '\0';
    const auto height = literal.number();
    if (!height) return std::nullopt;
    std::optional<int> width = height;
    if (close != '\0') {
        if (literal.take(',')) width = literal.number();
        if (!width || !literal.take(close)) return std::nullopt;
    }
    if (!literal.atEnd()) return std::nullopt;
    return std::array<int, 2>{*height, *width};
}

}  // namespace recap
