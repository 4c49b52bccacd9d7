// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/r_precision.h"

#include "base/error.h"
#include "base/random.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace recap {
namespace {

using Numbers = std::map<std::string, int>;

// Over all classes that either side names.
double squaredDistance(const Numbers& asked, const std::map<std::string, double>& judged) {
    double sum = 0;
    for (const auto& [object, number] : asked) {
        const auto it = judged.find(object);
        const double error = (it == judged.end() ? 0.0 : it->second) - number;
        sum += error * error;
    }
    for (const auto& [object, count] : judged)
        if (!asked.contains(object)) sum += count * count;
    return sum;
}

Numbers namedNumbers(const PromptTruth& truth) {
    Numbers numbers;
    for (const auto& [object, number] : truth.objects)
        if (number != 0) numbers[object] = number;
    return numbers;
}

bool ownCaptionNearest(const Numbers& own, const std::vector<Numbers>& pool, const Judgement& judgement,
                       std::uint64_t seed, int distractors) {
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < pool.size(); ++i)
        if (pool[i] != own) others.push_back(i);
    if (others.empty()) return false;
    Random random(seed);
    random.shuffle(others);
    others.resize(std::min(others.size(), static_cast<std::size_t>(distractors)));
    const double distance = squaredDistance(own, judgement.counts);
    return std::all_of(others.begin(), others.end(),
                       [&](std::size_t i) { return squaredDistance(pool[i], judgement.counts) > distance; });
}

}  // namespace

std::vector<double> judgedRPrecision(const JudgedImages& images, std::uint64_t seed, int distractors) {
    requireConsistent(images);
    std::set<Numbers> different;
    for (const auto& truth : images.truths) different.insert(namedNumbers(truth));
    const std::vector<Numbers> pool(different.begin(), different.end());
    std::vector<double> successes;
    for (std::size_t i = 0; i < images.size(); ++i) {
        const std::uint64_t drawSeed = deriveSeed(deriveSeed(seed, "r_precision"), images.promptOf(i));
        const bool success =
            ownCaptionNearest(namedNumbers(images.truths[i]), pool, images.judgements[i], drawSeed, distractors);
        successes.push_back(success ? 1.0 : 0.0);
    }
    return successes;
}

BinnedRPrecision binnedRPrecision(const std::vector<std::vector<double>>& similarities,
                                  std::span<const std::int64_t> permutation, int bins) {
    const std::size_t n = permutation.size();
    if (similarities.size() != n || bins < 1 || n < static_cast<std::size_t>(bins))
        throw Error(ErrorCode::ShapeMismatch,
                    message("R-precision needs one order of all images and at least one image per bin."));
    std::vector<double> success(n);
    for (std::size_t i = 0; i < n; ++i) {
        const auto& row = similarities[static_cast<std::size_t>(permutation[i])];
        success[i] = std::max_element(row.begin(), row.end()) == row.begin() ? 1.0 : 0.0;
    }
    BinnedRPrecision result;
    const std::size_t size = n / static_cast<std::size_t>(bins);
    for (std::size_t b = 0; b < static_cast<std::size_t>(bins); ++b) {
        const std::size_t end = b + 1 == static_cast<std::size_t>(bins) ? n : (b + 1) * size;
        double sum = 0;
        for (std::size_t i = b * size; i < end; ++i) sum += success[i];
        result.bins.push_back(sum / static_cast<double>(end - b * size));
        result.overall += sum / static_cast<double>(n);
        result.mean += result.bins.back() / bins;
    }
    for (const double rate : result.bins) result.std += (rate - result.mean) * (rate - result.mean) / bins;
    result.std = std::sqrt(result.std);
    return result;
}

}  // namespace recap
