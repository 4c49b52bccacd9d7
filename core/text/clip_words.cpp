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

// The frame's tokens where they are no added token, e.g. written in capitals: the regular expression names them, so
// that what follows is not joined to their last sign. Gives the three words of one, nothing elsewhere.
std::vector<std::string_view> frameAt(const std::vector<std::int32_t>& codes, std::size_t i) {
    for (const std::string_view word : {"startoftext", "endoftext"}) {
        const std::string whole = "<|" + std::string(word) + "|>";
        const bool same = i + whole.size() <= codes.size() &&
                          std::equal(whole.begin(), whole.end(), codes.begin() + static_cast<std::ptrdiff_t>(i));
        if (same) return {"<|", word, "|>"};
    }
    return {};
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

ClipNormalizedText clipNormalizedText(std::string_view text) {
    ClipNormalizedText out;
    const auto isAscii = [&](std::size_t i) { return static_cast<unsigned char>(text[i]) < 0x80; };
    const auto spaceLength = [&](std::size_t i) -> std::size_t {
        if (isAscii(i)) return isSpaceCharacter(text[i]) ? 1 : 0;
        std::size_t end = i + 1;
        while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
        return isSpaceCharacter(codePoints(text.substr(i, end - i)).front()) ? end - i : 0;
    };
    for (std::size_t i = 0; i < text.size();) {
        if (const auto space = spaceLength(i); space > 0) {
            if (out.text.empty() || out.text.back() != ' ') {
                out.text += ' ';
                out.source.push_back(i);
            }
            i += space;
            continue;
        }
        // A character of ASCII joins with none before it, so the text may be cut there.
        std::size_t end = i + 1;
        while (end < text.size() && !isAscii(end) && spaceLength(end) == 0) ++end;
        const auto part = clipNormalized(text.substr(i, end - i));
        for (std::size_t k = 0; k < part.size(); ++k) out.source.push_back(i + (part.size() == end - i ? k : 0));
        out.text += part;
        i = end;
    }
    out.source.push_back(text.size());
    return out;
}

std::vector<std::string> clipWords(std::string_view normalized) {
    const auto codes = codePoints(normalized);
    std::vector<std::string> words;
    for (std::size_t i = 0; i < codes.size();) {
        if (isSpaceCharacter(codes[i])) {
            ++i;
            continue;
        }
        if (const auto frame = frameAt(codes, i); !frame.empty()) {
            for (const auto word : frame) {
                words.emplace_back(word);
                i += word.size();
            }
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
