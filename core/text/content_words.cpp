// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/content_words.h"

#include "base/unicode.h"
#include "text/caption_statistics.h"
#include "text/characters.h"

#include <algorithm>
#include <array>

namespace recap {
namespace {

constexpr auto kStopWords = std::to_array<std::string_view>(
    {"about",      "above",   "across",  "after",  "against", "all",        "along",   "also",   "am",         "among",
     "an",         "and",     "another", "any",    "are",     "around",     "as",      "at",     "background", "be",
     "because",    "been",    "before",  "behind", "being",   "below",      "beneath", "beside", "between",    "both",
     "but",        "by",      "can",     "could",  "did",     "do",         "does",    "down",   "during",     "each",
     "eight",      "either",  "few",     "five",   "for",     "foreground", "four",    "from",   "further",    "had",
     "has",        "have",    "having",  "he",     "her",     "here",       "hers",    "him",    "his",        "how",
     "if",         "image",   "in",      "inside", "into",    "is",         "it",      "its",    "it's",       "itself",
     "just",       "like",    "many",    "may",    "me",      "might",      "more",    "most",   "much",       "my",
     "near",       "next",    "nine",    "no",     "nor",     "not",        "of",      "off",    "on",         "one",
     "only",       "onto",    "or",      "other",  "our",     "out",        "outside", "over",   "own",        "photo",
     "photograph", "picture", "same",    "seen",   "seven",   "several",    "she",     "should", "shown",      "six",
     "so",         "some",    "such",    "ten",    "than",    "that",       "the",     "their",  "them",       "then",
     "there",      "these",   "they",    "this",   "those",   "three",      "through", "to",     "together",   "too",
     "toward",     "towards", "two",     "under",  "until",   "up",         "upon",    "us",     "various",    "very",
     "was",        "we",      "were",    "what",   "when",    "where",      "which",   "while",  "who",        "whose",
     "why",        "will",    "with",    "within", "without", "would",      "you",     "your"});

bool namesSomething(const std::string& word) {
    if (std::find(kStopWords.begin(), kStopWords.end(), word) != kStopWords.end()) return false;
    const auto codes = codePoints(word);
    if (codes.size() < 2) return false;
    const bool number = std::all_of(codes.begin(), codes.end(), isNumber);
    return !number && std::none_of(codes.begin(), codes.end(), isCjk);
}

}  // namespace

std::vector<std::string> contentWords(std::string_view caption) {
    auto words = captionWords(caption);
    std::erase_if(words, [](const std::string& word) { return !namesSomething(word); });
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

}  // namespace recap
