// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/clip_words.h"

#include "base/unicode.h"
#include "text/characters.h"

#include <algorithm>

namespace recap {
namespace {

bool isPlainByte(int b) {
    return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
}

bool isSymbol(std::int32_t c) {
    return !isSpaceCharacter(c) && !isLetter(c) && !isNumber(c);
}

// Length in code points of the contraction that begins at `i`, 0 when there is none.
std::size_t contractionAt(const std::vector<std::int32_t>& codes, std::size_t i) {
    constexpr std::array<std::string_view, 7> kContractions{"s", "t", "re", "ve", "m", "ll", "d"};
    if (codes[i] != '\'') return 0;
    for (const auto tail : kContractions) {
        if (i + tail.size() >= codes.size()) continue;
        const bool same = std::equal(tail.begin(), tail.end(), codes.begin() + static_cast<std::ptrdiff_t>(i) + 1);
        if (same) return tail.size() + 1;
    }
    return 0;
}

std::size_t wordLengthAt(const std::vector<std::int32_t>& codes, std::size_t i) {
    if (const auto length = contractionAt(codes, i); length > 0) return length;
    if (isNumber(codes[i])) return 1;
    const auto belongs = isLetter(codes[i]) ? isLetter : isSymbol;
    std::size_t end = i;
    while (end < codes.size() && belongs(codes[end])) ++end;
    return end - i;
}

}  // namespace

std::string clipNormalized(std::string_view text) {
    return toLower(toNfc(repairUtf8(text)));
}

std::vector<std::string> clipWords(std::string_view normalized) {
    const auto codes = codePoints(normalized);
    std::vector<std::string> words;
    for (std::size_t i = 0; i < codes.size();) {
        if (isSpaceCharacter(codes[i])) {
            ++i;
            continue;
        }
        const auto length = wordLengthAt(codes, i);
        auto& word = words.emplace_back();
        for (std::size_t k = 0; k < length; ++k) appendUtf8(word, codes[i + k]);
        i += length;
    }
    return words;
}

const std::array<unsigned char, 256>& byteSymbolOrder() {
    static const auto order = [] {
        std::array<unsigned char, 256> out{};
        std::size_t n = 0;
        for (const bool plain : {true, false})
            for (int b = 0; b < 256; ++b)
                if (isPlainByte(b) == plain) out[n++] = static_cast<unsigned char>(b);
        return out;
    }();
    return order;
}

const std::array<std::string, 256>& byteSymbols() {
    static const auto symbols = [] {
        std::array<std::string, 256> out;
        std::int32_t next = 256;
        for (int b = 0; b < 256; ++b) appendUtf8(out[static_cast<std::size_t>(b)], isPlainByte(b) ? b : next++);
        return out;
    }();
    return symbols;
}

}  // namespace recap
