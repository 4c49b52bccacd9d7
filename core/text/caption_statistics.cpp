// SPDX-License-Identifier: GPL-3.0-or-later
#include "text/caption_statistics.h"

#include "base/unicode.h"
#include "text/characters.h"

#include <algorithm>

namespace recap {
namespace {

bool isWordCharacter(std::int32_t code) {
    return isLetter(code) || isNumber(code) || isNonSpacingMark(code);
}

}  // namespace

std::vector<std::string> captionWords(std::string_view caption) {
    const auto codes = codePoints(toLower(toNfc(repairUtf8(caption))));
    std::vector<std::string> words;
    bool inWord = false;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        const bool joins = codes[i] == '\'' || codes[i] == '-' || codes[i] == 0x2019;
        const bool inner = inWord && joins && i + 1 < codes.size() && isLetter(codes[i + 1]);
        const bool part = isWordCharacter(codes[i]) || inner;
        if (part && !inWord) words.emplace_back();
        if (part) appendUtf8(words.back(), codes[i]);
        inWord = part;
    }
    return words;
}

void CaptionStatistics::add(std::string_view caption) {
    const auto words = captionWords(caption);
    ++captions_;
    words_ += static_cast<std::int64_t>(words.size());
    if (lengths_.size() <= words.size()) lengths_.resize(words.size() + 1);
    ++lengths_[words.size()];
    for (const auto& word : words) ++frequency_[word];
}

double CaptionStatistics::meanWords() const {
    return captions_ == 0 ? 0 : static_cast<double>(words_) / static_cast<double>(captions_);
}

double CaptionStatistics::medianWords() const {
    if (captions_ == 0) return 0;
    auto lengthAt = [&](std::int64_t position) {
        std::size_t length = 0;
        for (std::int64_t seen = lengths_[0]; seen <= position; seen += lengths_[length]) ++length;
        return static_cast<double>(length);
    };
    return (lengthAt((captions_ - 1) / 2) + lengthAt(captions_ / 2)) / 2;
}

std::vector<std::pair<std::string, std::int64_t>> CaptionStatistics::topWords(std::size_t count) const {
    std::vector<std::pair<std::string, std::int64_t>> words(frequency_.begin(), frequency_.end());
    std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    words.resize(std::min(count, words.size()));
    return words;
}

}  // namespace recap
