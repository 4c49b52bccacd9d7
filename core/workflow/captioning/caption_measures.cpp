// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_measures.h"

#include "metrics/caption_scores.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace recap {
namespace {

std::vector<CaptionPair> pairsOf(const std::vector<WrittenCaption>& captions) {
    std::vector<CaptionPair> pairs;
    for (const auto& caption : captions) pairs.push_back({scoredWords(caption.text), {scoredWords(caption.reference)}});
    return pairs;
}

// Of those that are numbers; NaN: none is.
double meanOf(std::span<const double> values) {
    double sum = 0, count = 0;
    for (const double value : values)
        if (std::isfinite(value)) {
            sum += value;
            ++count;
        }
    return sum / count;
}

}  // namespace

std::vector<CurveInfo> captionCurves() {
    return {
        {"validation_loss", message("Validation loss"),
         message("Mean cross entropy of the held-out human captions, without label smoothing: when it rises while the "
                 "loss falls, the captioner learns its training captions by heart.")},
        {"cider_d", message("CIDEr-D"),
         message("How many word sequences a caption shares with the human one, rare ones counting more, 0 to 10. It "
                 "depends on the set of captions: compare runs on the same validation images only."),
         true},
        {"bleu_4", message("BLEU-4"),
         message("Share of the word sequences up to four words that the human caption has as well, 0 to 1."), true},
        {"rouge_l", message("ROUGE-L"),
         message("Length of the longest common word sequence of the caption and the human one, 0 to 1."), true},
        {"clipscore", message("CLIPScore"),
         message("Mean cosine of a written caption and its image in the CLIP model, -1 to 1: does not compare with the "
                 "human captions. Compare runs with the same CLIP model only."),
         true},
        {"distinct_captions", message("Distinct captions"),
         message("Number of different captions as a share of all: when it falls, the captioner says the same about "
                 "every image. A lower learning rate helps.")},
        {"mean_words", message("Words per caption"),
         message("Mean number of words of a caption: compare it with that of the human captions.")},
        {"repeated_4grams", message("Repeated four-word sequences"),
         message("Share of four-word sequences that the same caption had before: above a few per cent the captioner "
                 "repeats itself.")},
        {"unknown_tokens", message("Unknown tokens"),
         message("Share of [UNK] among the written tokens: the training captions contain characters that the "
                 "vocabulary lacks.")},
        {"lr_vision", message("Vision learning rate"),
         message("Learning rate of the vision tower, where it has its own.")},
        {"lr_text", message("Text learning rate"),
         message("Learning rate of the text decoder, where it has its own.")}};
}

bool largerIsBetter(std::string_view measure) {
    const auto curves = captionCurves();
    return std::any_of(curves.begin(), curves.end(),
                       [&](const CurveInfo& curve) { return curve.name == measure && curve.larger_is_better; });
}

std::map<std::string, std::vector<double>> captionMeans(const std::vector<WrittenCaption>& captions,
                                                        std::span<const double> clip) {
    const auto pairs = pairsOf(captions);
    std::vector<double> words;
    for (const auto& pair : pairs) words.push_back(static_cast<double>(pair.written.size()));
    std::map<std::string, std::vector<double>> means{
        {"cider_d", ciderD(pairs).images}, {"rouge_l", rougeL(pairs).images}, {"mean_words", std::move(words)}};
    if (!clip.empty()) means["clipscore"] = {clip.begin(), clip.end()};
    return means;
}

std::vector<std::pair<std::string, double>> captionMeasures(const std::vector<WrittenCaption>& captions,
                                                            std::span<const double> clip) {
    if (captions.empty()) return {};
    const auto pairs = pairsOf(captions);
    std::set<CaptionWords> distinct;
    std::int64_t words = 0, sequences = 0, repeated = 0, tokens = 0, unknown = 0;
    for (const auto& caption : captions) {
        tokens += caption.tokens;
        unknown += caption.unknown_tokens;
    }
    for (const auto& [written, references] : pairs) {
        distinct.insert(written);
        words += static_cast<std::int64_t>(written.size());
        std::set<CaptionWords> seen;
        for (std::size_t i = 0; i + 4 <= written.size(); ++i) {
            const auto begin = written.begin() + static_cast<std::ptrdiff_t>(i);
            ++sequences;
            repeated += !seen.insert({begin, begin + 4}).second;
        }
    }
    const auto share = [](auto part, auto whole) {
        return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
    };
    std::vector<std::pair<std::string, double>> measures{
        {"cider_d", ciderD(pairs).mean}, {"bleu_4", bleu(pairs).corpus[3]}, {"rouge_l", rougeL(pairs).mean}};
    if (const double mean = meanOf(clip); std::isfinite(mean)) measures.emplace_back("clipscore", mean);
    measures.emplace_back("distinct_captions", share(distinct.size(), captions.size()));
    measures.emplace_back("mean_words", share(words, captions.size()));
    measures.emplace_back("repeated_4grams", share(repeated, sequences));
    measures.emplace_back("unknown_tokens", share(unknown, tokens));
    return measures;
}

}  // namespace recap
