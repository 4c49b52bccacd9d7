// SPDX-License-Identifier: GPL-3.0-or-later
#include "workflow/captioning/caption_intervals.h"

#include "metrics/caption_scores.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace recap {

ImageIntervals::ImageIntervals(const std::vector<std::string>& images, std::int64_t replicates, std::uint64_t seed) {
    std::map<std::string, std::size_t> known;
    for (const auto& image : images) unit_.push_back(known.emplace(image, known.size()).first->second);
    units_ = known.size();
    draws_ = drawPromptWeights(units_, static_cast<std::size_t>(replicates), seed);
}

Interval ImageIntervals::mean(std::span<const double> values) const {
    // What an image's captions add, so that a draw costs as much as there are images.
    std::vector<double> sums(units_), counts(units_);
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isnan(values[i])) continue;
        sums[unit_[i]] += values[i];
        counts[unit_[i]] += 1;
    }
    return bootstrapInterval(draws_, units_, [&](std::span<const double> weights) {
        double sum = 0, count = 0;
        for (std::size_t u = 0; u < units_; ++u) {
            sum += weights[u] * sums[u];
            count += weights[u] * counts[u];
        }
        return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
    });
}

Interval ImageIntervals::bleu4(const std::vector<WrittenCaption>& captions) const {
    std::vector<BleuCounts> counts(units_);
    for (std::size_t i = 0; i < captions.size(); ++i)
        counts[unit_[i]].add(bleuCounts({scoredWords(captions[i].text), {scoredWords(captions[i].reference)}}));
    return bootstrapInterval(draws_, units_, [&](std::span<const double> weights) {
        BleuCounts all;
        for (std::size_t u = 0; u < units_; ++u) all.add(counts[u], weights[u]);
        return all.scores()[kBleuOrders - 1];
    });
}

std::vector<std::string> imagesOf(const std::vector<WrittenCaption>& captions) {
    std::vector<std::string> images;
    for (const auto& caption : captions) images.push_back(caption.image);
    return images;
}

std::vector<EvaluatedMeasure> evaluatedMeasures(const std::vector<WrittenCaption>& captions, std::int64_t replicates,
                                                std::uint64_t seed, std::span<const double> clip) {
    const ImageIntervals intervals(imagesOf(captions), replicates, seed);
    const auto means = captionMeans(captions, clip);
    std::vector<EvaluatedMeasure> measures;
    for (const auto& [name, value] : captionMeasures(captions, clip)) {
        EvaluatedMeasure measure{name, value, std::ssize(captions)};
        std::optional<Interval> interval;
        if (const auto each = means.find(name); each != means.end()) {
            interval = intervals.mean(each->second);
            measure.n =
                std::count_if(each->second.begin(), each->second.end(), [](double v) { return !std::isnan(v); });
        }
        if (name == "bleu_4") interval = intervals.bleu4(captions);
        if (interval) measure.interval = {interval->low, interval->high};
        measures.push_back(std::move(measure));
    }
    return measures;
}

}  // namespace recap
