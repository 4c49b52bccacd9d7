// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace recap {

// In how many texts each run of three to five words occurs, in bounded memory: lossy counting (Manku and Motwani, VLDB
// 2002). Exact until more than `most` different phrases were seen; from then on rare ones are dropped, and a count may
// be too small by up to missed(). Not thread-safe.
class PhraseCounter {
public:
    static constexpr std::size_t kShortest = 3, kLongest = 5;  // words

    explicit PhraseCounter(std::size_t most = 500'000) : most_(most) {}

    // One text as captionWords() gives it.
    void add(const std::vector<std::string>& words);
    std::int64_t missed() const { return missed_; }
    // The phrases of at least `least` texts, most frequent first, ties in alphabetical order. A phrase is left out when
    // nine tenths of its texts have one and the same longer phrase around it, which then stands for both.
    std::vector<std::pair<std::string, std::int64_t>> top(std::size_t count, std::int64_t least) const;

private:
    struct Entry {
        std::int64_t texts = 0;
        std::int64_t missed = 0;  // how often it may have occurred before
        std::int64_t last = 0;    // the text that counted last
    };
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
    };

    void prune();

    std::unordered_map<std::string, Entry, Hash, std::equal_to<>> entries_;
    std::size_t most_;
    std::int64_t texts_ = 0, missed_ = 0;
};

}  // namespace recap
