// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/judge_views.h"
#include "metrics/metric_ways_internal.h"

#include <algorithm>
#include <limits>

namespace recap {
namespace {

// Mean of `of` one score over the images that have it.
double meanScore(const JudgedSet& set, Weights weights, const char* score, double (*of)(double)) {
    double sum = 0, count = 0;
    for (std::size_t i = 0; i < set.images.size(); ++i) {
        const auto found = set.images.judgements[i].scores.find(score);
        if (found == set.images.judgements[i].scores.end()) continue;
        const double weight = weights.empty() ? 1.0 : weights[set.images.promptOf(i)];
        sum += weight * of(found->second);
        count += weight;
    }
    return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
}

// What `of` that score is in each picture; NaN where a picture has none.
std::vector<double> scoresOf(const JudgedSet& set, const char* score, double (*of)(double)) {
    std::vector<double> values;
    for (const auto& judgement : set.images.judgements) {
        const auto found = judgement.scores.find(score);
        values.push_back(found == judgement.scores.end() ? std::numeric_limits<double>::quiet_NaN()
                                                         : of(found->second));
    }
    return values;
}

std::int64_t imagesWith(const JudgedSet& set, const char* score) {
    std::int64_t count = 0;
    for (const auto& judgement : set.images.judgements) count += judgement.scores.contains(score) ? 1 : 0;
    return count;
}

std::int64_t texts(const JudgedSet& set) {
    return imagesWith(set, kScoreText);
}
std::int64_t distractors(const JudgedSet& set) {
    return imagesWith(set, kScoreDistractor);
}

Message withoutTexts(const JudgedSet& set) {
    return texts(set) == 0 ? message("no picture has a prompt that the judge can read") : Message();
}
Message withoutQuestions(const JudgedSet& set) {
    return texts(set) == 0 ? message("no prompt of the prompt set has questions") : Message();
}
Message withoutFalseCaptions(const JudgedSet& set) {
    return set.captions.empty() ? message("no prompt of the prompt set has a false caption") : Message();
}
Message withoutDistractors(const JudgedSet& set) {
    return distractors(set) == 0 ? message("no prompt of the prompt set has distractors") : Message();
}

double same(double x) {
    return x;
}
double inPercent(double x) {
    return 100 * x;
}
double clipScore(double x) {
    return 2.5 * std::max(x, 0.0);
}
double positive(double x) {
    return x > 0 ? 100.0 : 0.0;
}
double notNegative(double x) {
    return x >= 0 ? 100.0 : 0.0;
}

}  // namespace

MetricWay captionPositions() {
    return {.view = views::kClipText,
            .value = [](const JudgedSet& set,
                        Weights weights) { return 100 * positionalAlignment(set.captions, weights).pa; },
            .trials = [](const JudgedSet& set) { return static_cast<std::int64_t>(set.captions.size()); },
            .undefined = withoutFalseCaptions,
            .pictures =
                [](const JudgedSet& set) {
                    return scoresOf(set, kScoreFalse, [](double x) { return trueCaptionWins(x, 0) ? 100.0 : 0.0; });
                }};
}

MetricWay rPrecision() {
    return {.view = views::kClipText,
            .value = [](const JudgedSet& set,
                        Weights weights) { return meanScore(set, weights, kScoreDistractor, positive); },
            .trials = distractors,
            .undefined = withoutDistractors,
            .pictures = [](const JudgedSet& set) { return scoresOf(set, kScoreDistractor, positive); }};
}

MetricWay rPrecisionTise() {
    auto way = rPrecision();
    way.value = [](const JudgedSet& set, Weights weights) {
        return meanScore(set, weights, kScoreDistractor, notNegative);
    };
    way.pictures = [](const JudgedSet& set) { return scoresOf(set, kScoreDistractor, notNegative); };
    return way;
}

MetricWay clipScoreMean() {
    return {
        .view = views::kClipScore,
        .value = [](const JudgedSet& set, Weights weights) { return meanScore(set, weights, kScoreText, clipScore); },
        .trials = texts,
        .undefined = withoutTexts,
        .pictures = [](const JudgedSet& set) { return scoresOf(set, kScoreText, clipScore); }};
}

MetricWay textMean(std::string_view view) {
    return {.view = view,
            .value = [](const JudgedSet& set, Weights weights) { return meanScore(set, weights, kScoreText, same); },
            .trials = texts,
            .undefined = withoutTexts,
            .pictures = [](const JudgedSet& set) { return scoresOf(set, kScoreText, same); }};
}

MetricWay textMeanInPercent(std::string_view view) {
    return {
        .view = view,
        .value = [](const JudgedSet& set, Weights weights) { return meanScore(set, weights, kScoreText, inPercent); },
        .trials = texts,
        .undefined = withoutTexts,
        .pictures = [](const JudgedSet& set) { return scoresOf(set, kScoreText, inPercent); }};
}

MetricWay questionMean() {
    auto way = textMeanInPercent(views::kBlipQuestions);
    way.undefined = withoutQuestions;
    return way;
}

MetricWay answerMean() {
    auto way = textMeanInPercent(views::kVqaScore);
    way.warning = [](const JudgedSet& set) {
        const auto all = static_cast<std::int64_t>(set.images.size());
        if (texts(set) == all) return Message();
        return message("%1 of %2 pictures have no answer of the model; the mean is that of the others.",
                       all - texts(set), all);
    };
    return way;
}

}  // namespace recap
