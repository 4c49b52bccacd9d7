// SPDX-License-Identifier: GPL-3.0-or-later
//
// Captions against references, as pycocoevalcap computes them, number for number: BLEU, ROUGE-L, CIDEr-D. All take
// texts that are cut into words already.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

using CaptionWords = std::vector<std::string>;

// A written caption and what people wrote about the same image (at least one).
struct CaptionPair {
    CaptionWords written;
    std::vector<CaptionWords> references;
};

// Runs of a-z and 0-9 in the lower-cased text. A simple cut that is the same on every machine; numbers made with the
// Stanford tokenizer differ a little.
CaptionWords scoredWords(std::string_view text);

inline constexpr std::size_t kBleuOrders = 4;

// What BLEU counts for one caption; the counts of captions add up to those of their set.
struct BleuCounts {
    double written = 0, reference = 0;  // lengths
    std::array<double, kBleuOrders> tried = {}, right = {};

    // The same caption `times` times, as a draw with replacement takes it.
    void add(const BleuCounts& other, double times = 1);
    std::array<double, kBleuOrders> scores() const;  // BLEU-1 to BLEU-4
};
// Throws Error(InvalidOption) for a caption without a reference.
BleuCounts bleuCounts(const CaptionPair& pair);

struct BleuScore {
    std::array<double, kBleuOrders> corpus = {};  // BLEU-1 to BLEU-4 of the set
    std::vector<std::array<double, kBleuOrders>> images;
};
// The closest reference length, the shorter of two equally close ones; the package's constants keep 0 apart from
// nothing. Throws Error(InvalidOption) for a caption without a reference.
BleuScore bleu(const std::vector<CaptionPair>& pairs);

struct CaptionScore {
    double mean = 0;
    std::vector<double> images;
};
// The F measure of the longest common subsequence, beta 1.2; best precision and best recall over references.
CaptionScore rougeL(const std::vector<CaptionPair>& pairs);
// n-grams up to 4 weighted by how few images' references hold them, in the references of this set; sigma 6, times 10.
// It therefore depends on the set, and is 0 for a set of one image.
CaptionScore ciderD(const std::vector<CaptionPair>& pairs);

}  // namespace recap
