// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/caption_end.h"

#include "base/unicode.h"

#include <algorithm>
#include <array>
#include <string>

namespace recap {
namespace {

// No English sentence ends with one of them.
constexpr auto kOpenWords = std::to_array<std::string_view>(
    {"a", "an", "and", "but", "from", "into", "its", "my", "of", "or", "our", "the", "their", "with", "your"});
constexpr auto kOpenSigns = std::to_array<std::string_view>(
    {",", ";", ":", "-", "(", "[", "\u2013", "\u2014", "\uFF0C", "\u3001", "\uFF1B", "\uFF1A", "\uFF08"});
constexpr auto kEndSigns = std::to_array<std::string_view>({".", "!", "?", "\u2026", "\u3002", "\uFF01", "\uFF1F"});
// May stand behind an end mark.
constexpr auto kClosingSigns =
    std::to_array<std::string_view>({"\"", "'", ")", "]", "*", "\u201D", "\u2019", "\u300D", "\uFF09"});
constexpr std::size_t kShortestWord = 3;  // in front of the end of a sentence; shorter ones may be abbreviations

template <class List>
bool endsWithOneOf(std::string_view text, const List& list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view sign) { return text.ends_with(sign); });
}

bool isSmall(char c) {
    return c >= 'a' && c <= 'z';
}

std::string_view lastWord(std::string_view text) {
    const auto space = text.find_last_of(" \t\r\n");
    return space == text.npos ? text : text.substr(space + 1);
}

// "... on the grass. It ...": small letters, an end mark, a space and a capital letter.
bool endsASentenceInside(std::string_view text) {
    for (auto at = text.find_first_of(".!?"); at != text.npos; at = text.find_first_of(".!?", at + 1)) {
        std::size_t letters = 0;
        while (letters < at && isSmall(text[at - letters - 1])) ++letters;
        const bool word = letters == at || text[at - letters - 1] == ' ';
        const bool next = at + 2 < text.size() && text[at + 1] == ' ' && text[at + 2] >= 'A' && text[at + 2] <= 'Z';
        if (word && letters >= kShortestWord && next) return true;
    }
    return false;
}

}  // namespace

bool isCutOff(std::string_view caption) {
    std::string_view text = trimmed(caption);
    if (text.empty()) return false;
    if (endsWithOneOf(text, kOpenSigns)) return true;
    if (std::count(text.begin(), text.end(), '(') > std::count(text.begin(), text.end(), ')')) return true;
    const std::string word = toLower(repairUtf8(lastWord(text)));
    if (std::find(kOpenWords.begin(), kOpenWords.end(), word) != kOpenWords.end() && word.size() < text.size())
        return true;
    for (bool closing = true; closing;) {
        closing = false;
        for (const auto sign : kClosingSigns)
            if (text.ends_with(sign)) {
                text.remove_suffix(sign.size());
                closing = true;
            }
    }
    return !endsWithOneOf(text, kEndSigns) && endsASentenceInside(text);
}

}  // namespace recap
