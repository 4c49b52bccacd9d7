// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/curve_table.h"

#include "cli/study_table.h"
#include "workflow/results/results_table.h"

#include <cmath>

namespace recap::cli {
namespace {

std::string cellText(const CurveValues& values, const std::string& measure) {
    const auto it = values.find(measure);
    if (it == values.end() || !std::isfinite(it->second.value)) return "-";
    const auto& [value, low, high, n] = it->second;
    const auto text = resultText(value, 3);
    if (!std::isfinite(low) || !std::isfinite(high)) return text;
    return text + " [" + resultText(low, 3) + ", " + resultText(high, 3) + "]";
}

}  // namespace

std::string curveAsText(const CaptionCurve& curve) {
    const auto measures = measuresOf(curve);
    std::vector<std::vector<std::string>> cells{{"Captions", "seed"}};
    for (const auto& measure : measures) cells[0].push_back(measure.name);
    const auto add = [&](std::int64_t captions, std::string seed, const CurveValues& values) {
        auto& line = cells.emplace_back(std::vector<std::string>{std::to_string(captions), std::move(seed)});
        for (const auto& measure : measures) line.push_back(cellText(values, measure.name));
    };
    for (const auto& mean : curveMeans(curve)) {
        std::int64_t seeds = 0;
        for (const auto& point : curve.points) {
            if (point.captions != mean.captions) continue;
            ++seeds;
            add(point.captions, point.captions == 0 ? "-" : std::to_string(point.seed), point.metrics);
        }
        if (seeds > 1) add(mean.captions, "mean", mean.metrics);
    }
    return aligned(cells);
}

std::vector<std::string> curveSentences(const CaptionCurve& curve) {
    std::vector<std::string> sentences{
        "0 captions: the captioner before fine-tuning. 95 % intervals: of a captioner over held-out images, of a mean "
        "over seeds."};
    for (const auto& measure : measuresOf(curve))
        sentences.push_back(together(curveAnswer(curve, measure).sentences).english());
    return sentences;
}

}  // namespace recap::cli
