// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/prompts/counted_classes.h"

#include "metrics/coco_classes.h"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

namespace recap {
namespace {

constexpr std::array<std::string_view, 11> kNumbers{"",    "one",   "two",   "three", "four", "five",
                                                    "six", "seven", "eight", "nine",  "ten"};

std::optional<int> numberOf(const std::string& word) {
    if (word == "a" || word == "an") return 1;
    for (std::size_t n = 1; n < kNumbers.size(); ++n)
        if (word == kNumbers[n] || (n > 1 && word == std::to_string(n))) return static_cast<int>(n);
    return std::nullopt;
}

// Words that end what a number or an article belongs to: "a bunch of dogs" asks for no number of dogs.
bool separates(const std::string& word) {
    static const std::set<std::string_view> kWords{
        "of",    "and",  "or",   "with",  "on",    "in",    "at",     "the",   "to",      "by",    "from",  "are",
        "is",    "that", "who",  "his",   "her",   "their", "its",    "for",   "under",   "near",  "over",  "next",
        "while", "as",   "pair", "pairs", "group", "bunch", "couple", "dozen", "hundred", "story", "other", "more"};
    return kWords.contains(word);
}

// The number before a mention; empty: none.
std::optional<int> askedFor(const std::vector<CaptionWord>& words, const CocoMention& mention, std::size_t from) {
    constexpr std::size_t kBetween = 2;
    if (!words[mention.begin].follows) return std::nullopt;
    for (std::size_t back = 1; back <= kBetween + 1 && mention.begin >= from + back; ++back) {
        const auto& word = words[mention.begin - back];
        if (const auto number = numberOf(word.text)) {
            const bool fits = *number == 1 ? mention.singular : mention.plural;
            return fits ? number : std::nullopt;
        }
        if (separates(word.text) || !word.follows) return std::nullopt;
    }
    return std::nullopt;
}

}  // namespace

std::map<int, int> countedClasses(const std::string& caption) {
    const auto words = captionWords(caption);
    std::map<int, int> counts;
    std::set<int> open;
    std::size_t from = 0;  // a number belongs to the first name after it
    for (const auto& mention : cocoMentions(words)) {
        if (const auto number = askedFor(words, mention, from))
            counts[mention.index] += *number;
        else
            open.insert(mention.index);
        from = mention.end;
    }
    for (const int index : open) counts.erase(index);
    return counts;
}

std::string numberWord(int number) {
    return std::string(kNumbers.at(static_cast<std::size_t>(number)));
}

}  // namespace recap
