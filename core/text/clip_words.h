// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

inline constexpr std::string_view kClipStart = "<|startoftext|>";
inline constexpr std::string_view kClipEnd = "<|endoftext|>";
inline constexpr std::string_view kEndOfWord = "</w>";

// NFC and lower case, as CLIP's tokenizer does before anything else. Ill-formed UTF-8 becomes U+FFFD.
std::string clipNormalized(std::string_view text);

// The same for a whole text, with runs of white space made one blank, and where each byte comes from.
struct ClipNormalizedText {
    std::string text;
    std::vector<std::size_t> source;  // byte of the text for each byte, and its size at the end
};
ClipNormalizedText clipNormalizedText(std::string_view text);

// The words byte-pair encoding works on, from normalised text: English contractions ('s 't 're 've 'm 'll 'd), runs of
// letters, single digits, runs of anything else that is not white space. Equals the regular expression
// <\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|\p{L}+|\p{N}|[^\s\p{L}\p{N}]+
std::vector<std::string> clipWords(std::string_view normalized);

// The printable stand-in of each byte (UTF-8), so that any text is a text of visible characters.
const std::array<std::string, 256>& byteSymbols();
// Bytes in the order in which CLIP's vocabulary lists them.
const std::array<unsigned char, 256>& byteSymbolOrder();

}  // namespace recap
