// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/caption_scores.h"

#include "base/error.h"
#include "base/unicode.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

namespace recap {
namespace {

constexpr std::size_t kOrders = kBleuOrders;
using NGram = std::vector<std::string>;
using NGramCounts = std::map<NGram, double>;

NGramCounts countNGrams(const CaptionWords& words) {
    NGramCounts counts;
    for (std::size_t n = 1; n <= kOrders; ++n)
        for (std::size_t i = 0; i + n <= words.size(); ++i)
            counts[NGram(words.begin() + static_cast<std::ptrdiff_t>(i),
                         words.begin() + static_cast<std::ptrdiff_t>(i + n))] += 1;
    return counts;
}

void requireReferences(const CaptionPair& pair) {
    if (pair.references.empty())
        throw Error(ErrorCode::InvalidOption, message("There are no references to compare a caption with."));
}

void requireReferences(const std::vector<CaptionPair>& pairs) {
    for (const auto& pair : pairs) requireReferences(pair);
}

CaptionScore meanOf(std::vector<double> images) {
    const double sum = std::accumulate(images.begin(), images.end(), 0.0);
    const double mean = images.empty() ? 0 : sum / static_cast<double>(images.size());
    return {mean, std::move(images)};
}

double closestLength(const CaptionPair& pair) {
    const auto own = static_cast<double>(pair.written.size());
    std::pair<double, double> best{INFINITY, 0};  // distance, length
    for (const auto& reference : pair.references) {
        const auto length = static_cast<double>(reference.size());
        best = std::min(best, {std::abs(length - own), length});
    }
    return best.second;
}

double longestCommon(const CaptionWords& a, const CaptionWords& b) {
    std::vector<std::size_t> above(b.size() + 1), row(b.size() + 1);
    for (const auto& word : a) {
        for (std::size_t j = 0; j < b.size(); ++j)
            row[j + 1] = word == b[j] ? above[j] + 1 : std::max(above[j + 1], row[j]);
        std::swap(above, row);
    }
    return static_cast<double>(above[b.size()]);
}

// An n-gram vector by order, as CIDEr weights it.
struct WeightedNGrams {
    NGramCounts weights;
    std::array<double, kOrders> norm = {};
    double bigrams = 0;  // the package's length of a text
};

struct DocumentFrequencies {
    std::map<NGram, double> images;
    double log_count = 0;

    explicit DocumentFrequencies(const std::vector<CaptionPair>& pairs)
        : log_count(std::log(static_cast<double>(pairs.size()))) {
        for (const auto& pair : pairs) {
            std::set<NGram> seen;
            for (const auto& reference : pair.references)
                for (const auto& [ngram, count] : countNGrams(reference)) seen.insert(ngram);
            for (const auto& ngram : seen) images[ngram] += 1;
        }
    }
    WeightedNGrams weighted(const CaptionWords& words) const {
        WeightedNGrams out;
        for (const auto& [ngram, count] : countNGrams(words)) {
            const auto it = images.find(ngram);
            const double weight = count * (log_count - (it == images.end() ? 0 : std::log(std::max(1.0, it->second))));
            out.weights[ngram] = weight;
            out.norm[ngram.size() - 1] += weight * weight;
            if (ngram.size() == 2) out.bigrams += count;
        }
        for (auto& norm : out.norm) norm = std::sqrt(norm);
        return out;
    }
};

double ciderSimilarity(const WeightedNGrams& written, const WeightedNGrams& reference) {
    constexpr double kSigma = 6;
    std::array<double, kOrders> products = {};
    for (const auto& [ngram, weight] : written.weights)
        if (const auto it = reference.weights.find(ngram); it != reference.weights.end())
            products[ngram.size() - 1] += std::min(weight, it->second) * it->second;
    const double delta = written.bigrams - reference.bigrams;
    double sum = 0;
    for (std::size_t n = 0; n < kOrders; ++n) {
        const double norms = written.norm[n] * reference.norm[n];
        sum += norms != 0 ? products[n] / norms : products[n];
    }
    return sum / static_cast<double>(kOrders) * std::exp(-delta * delta / (2 * kSigma * kSigma));
}

}  // namespace

CaptionWords scoredWords(std::string_view text) {
    CaptionWords words;
    std::string word;
    for (const char c : toLower(text) + ' ') {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            word += c;
        } else if (!word.empty()) {
            words.push_back(std::move(word));
            word.clear();
        }
    }
    return words;
}

void BleuCounts::add(const BleuCounts& other, double times) {
    written += times * other.written;
    reference += times * other.reference;
    for (std::size_t n = 0; n < kOrders; ++n) {
        tried[n] += times * other.tried[n];
        right[n] += times * other.right[n];
    }
}

std::array<double, kOrders> BleuCounts::scores() const {
    constexpr double kTiny = 1e-15, kSmall = 1e-9;
    std::array<double, kOrders> out = {};
    double product = 1;
    for (std::size_t n = 0; n < kOrders; ++n) {
        product *= (right[n] + kTiny) / (tried[n] + kSmall);
        out[n] = std::pow(product, 1.0 / static_cast<double>(n + 1));
    }
    const double ratio = (written + kTiny) / (reference + kSmall);
    if (ratio < 1)
        for (auto& score : out) score *= std::exp(1 - 1 / ratio);
    return out;
}

BleuCounts bleuCounts(const CaptionPair& pair) {
    requireReferences(pair);
    BleuCounts counts;
    counts.written = static_cast<double>(pair.written.size());
    counts.reference = closestLength(pair);
    NGramCounts most;
    for (const auto& reference : pair.references)
        for (const auto& [ngram, count] : countNGrams(reference)) most[ngram] = std::max(most[ngram], count);
    for (std::size_t n = 0; n < kOrders; ++n) counts.tried[n] = std::max(0.0, counts.written - static_cast<double>(n));
    for (const auto& [ngram, count] : countNGrams(pair.written))
        if (const auto it = most.find(ngram); it != most.end())
            counts.right[ngram.size() - 1] += std::min(count, it->second);
    return counts;
}

BleuScore bleu(const std::vector<CaptionPair>& pairs) {
    requireReferences(pairs);
    BleuScore score;
    BleuCounts all;
    for (const auto& pair : pairs) {
        const auto counts = bleuCounts(pair);
        all.add(counts);
        score.images.push_back(counts.scores());
    }
    score.corpus = all.scores();
    return score;
}

CaptionScore rougeL(const std::vector<CaptionPair>& pairs) {
    requireReferences(pairs);
    constexpr double kBeta = 1.2;
    std::vector<double> images;
    for (const auto& pair : pairs) {
        double precision = 0, recall = 0;
        for (const auto& reference : pair.references) {
            const double common = longestCommon(reference, pair.written);
            precision =
                std::max(precision, common / static_cast<double>(std::max<std::size_t>(1, pair.written.size())));
            recall = std::max(recall, common / static_cast<double>(std::max<std::size_t>(1, reference.size())));
        }
        const bool any = precision > 0 && recall > 0;
        images.push_back(any ? (1 + kBeta * kBeta) * precision * recall / (recall + kBeta * kBeta * precision) : 0);
    }
    return meanOf(std::move(images));
}

CaptionScore ciderD(const std::vector<CaptionPair>& pairs) {
    requireReferences(pairs);
    const DocumentFrequencies frequencies(pairs);
    std::vector<double> images;
    for (const auto& pair : pairs) {
        const auto written = frequencies.weighted(pair.written);
        double sum = 0;
        for (const auto& reference : pair.references) sum += ciderSimilarity(written, frequencies.weighted(reference));
        images.push_back(10 * sum / static_cast<double>(pair.references.size()));
    }
    return meanOf(std::move(images));
}

}  // namespace recap
