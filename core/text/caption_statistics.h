// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recap {

// The words of a caption: lower case, NFC, runs of letters, digits and marks; an apostrophe or a hyphen between letters
// belongs to the word.
std::vector<std::string> captionWords(std::string_view caption);

// Counts over a set of captions, fed one by one. Not thread-safe.
class CaptionStatistics {
public:
    void add(std::string_view caption);

    std::int64_t captions() const { return captions_; }
    std::int64_t words() const { return words_; }
    std::int64_t vocabularySize() const { return static_cast<std::int64_t>(frequency_.size()); }
    double meanWords() const;    // 0 without captions
    double medianWords() const;  // mean of the two middle ones when even
    // Entry n: captions with n words.
    const std::vector<std::int64_t>& lengthHistogram() const { return lengths_; }
    // The most frequent words, ties in alphabetical order.
    std::vector<std::pair<std::string, std::int64_t>> topWords(std::size_t count) const;
    const std::map<std::string, std::int64_t>& wordCounts() const { return frequency_; }

private:
    std::int64_t captions_ = 0;
    std::int64_t words_ = 0;
    std::vector<std::int64_t> lengths_;
    std::map<std::string, std::int64_t> frequency_;
};

}  // namespace recap
