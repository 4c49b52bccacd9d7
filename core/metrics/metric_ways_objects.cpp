// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/counting.h"
#include "metrics/geneval.h"
#include "metrics/judge_views.h"
#include "metrics/metric_ways_internal.h"

#include <cmath>
#include <limits>
#include <map>

namespace recap {
namespace {

std::int64_t count(const auto& list) {
    return static_cast<std::int64_t>(list.size());
}

Message withoutObjects(const JudgedSet& set) {
    return set.asked.size() == 0 ? message("no prompt names an object that the judge knows") : Message();
}

Message withoutNumbers(const JudgedSet& set) {
    if (auto reason = withoutObjects(set); !reason.empty()) return reason;
    return set.counted.size() == 0 ? message("no prompt asks for a number of objects") : Message();
}

Message withoutRelations(const JudgedSet& set) {
    if (auto reason = withoutObjects(set); !reason.empty()) return reason;
    return set.positions.empty() ? message("no prompt states a relation") : Message();
}

Message withoutBothObjects(const JudgedSet& set) {
    if (auto reason = withoutRelations(set); !reason.empty()) return reason;
    if (!set.positions_both.empty()) return {};
    return message("in none of the %1 pictures of prompts with a relation both objects were found",
                   count(set.positions));
}

std::int64_t objectPairs(const JudgedSet& set) {
    return count(set.objects);
}
std::int64_t countedImages(const JudgedSet& set) {
    return count(set.counted.truths);
}

double countedMean(const JudgedSet& set, const std::vector<double>& perImage, Weights weights) {
    return weightedImageMean(set.counted, perImage, weights);
}

bool hasVerdict(const Judgement& judgement) {
    return judgement.scores.contains(kScoreCorrect);
}

Message withoutVerdicts(const JudgedSet& set) {
    std::int64_t prompts = 0, judged = 0;
    for (std::size_t i = 0; i < set.images.size(); ++i) {
        if (set.images.truths[i].task.empty()) continue;
        ++prompts;
        judged += hasVerdict(set.images.judgements[i]) ? 1 : 0;
    }
    if (prompts == 0) return message("no prompt is one of GenEval's");
    if (judged == prompts) return {};
    return message("colours are asked for in %1 of its %2 pictures, and no CLIP judge is there to tell them",
                   prompts - judged, prompts);
}

double genEvalMean(const JudgedSet& set, Weights weights) {
    struct Tally {
        double correct = 0, images = 0;
    };
    std::map<std::string, Tally> tasks;
    for (std::size_t i = 0; i < set.images.size(); ++i) {
        const auto& task = set.images.truths[i].task;
        const double weight = weights.empty() ? 1.0 : weights[set.images.promptOf(i)];
        if (task.empty() || weight == 0) continue;
        tasks[task].images += weight;
        tasks[task].correct += weight * set.images.judgements[i].scores.at(kScoreCorrect);
    }
    if (tasks.empty()) return std::numeric_limits<double>::quiet_NaN();
    double sum = 0;
    for (const auto& [task, tally] : tasks) sum += tally.correct / tally.images;
    return 100 * sum / static_cast<double>(tasks.size());
}

std::int64_t genEvalImages(const JudgedSet& set) {
    std::int64_t images = 0;
    for (const auto& truth : set.images.truths) images += truth.task.empty() ? 0 : 1;
    return images;
}

// ---- what single pictures contribute

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();

std::vector<double> perPicture(const JudgedSet& set, double (*of)(const PromptTruth&, const Judgement&)) {
    std::vector<double> values;
    for (std::size_t i = 0; i < set.images.size(); ++i)
        values.push_back(of(set.images.truths[i], set.images.judgements[i]));
    return values;
}

// Of the classes that the prompt names, the share that is found.
double foundShare(const PromptTruth& truth, const Judgement& judgement) {
    if (truth.objects.empty()) return kNothing;
    double found = 0;
    for (const auto& [object, number] : truth.objects) found += isPresent(judgement, object) ? 1 : 0;
    return 100 * found / static_cast<double>(truth.objects.size());
}

double foundShareTise(const PromptTruth& truth, const Judgement& judgement) {
    for (const auto& [object, number] : judgement.counts)
        if (isPresent(judgement, object)) return foundShare(truth, judgement);
    return kNothing;
}

std::map<std::string, int> numbersOf(const PromptTruth& truth) {
    auto numbers = truth.objects;
    std::erase_if(numbers, [](const auto& item) { return item.second == 0; });
    return numbers;
}

double countError(const PromptTruth& truth, const Judgement& judgement) {
    const auto numbers = numbersOf(truth);
    return numbers.empty() ? kNothing : countingError(numbers, judgement.counts);
}

double exactHit(const PromptTruth& truth, const Judgement& judgement) {
    const auto numbers = numbersOf(truth);
    return numbers.empty() ? kNothing : countsExact(numbers, judgement.counts) ? 100 : 0;
}

double positionHit(const PromptTruth& truth, const Judgement& judgement) {
    if (truth.objects.empty() || truth.relation.empty()) return kNothing;
    return relationHolds(truth, judgement) ? 100 : 0;
}

double positionHitOfBoth(const PromptTruth& truth, const Judgement& judgement) {
    const bool both = isPresent(judgement, truth.first) && isPresent(judgement, truth.second);
    return both ? positionHit(truth, judgement) : kNothing;
}

double genEvalHit(const PromptTruth& truth, const Judgement& judgement) {
    if (truth.task.empty() || !hasVerdict(judgement)) return kNothing;
    return 100 * judgement.scores.at(kScoreCorrect);
}

// Those of pictures whose prompt says how many, in order.
std::vector<double> rPrecisionHits(const JudgedSet& set) {
    std::vector<double> values;
    auto next = set.r_precision.begin();
    for (const auto& truth : set.images.truths) values.push_back(numbersOf(truth).empty() ? kNothing : 100 * *next++);
    return values;
}

std::vector<MetricWay> withPictures(std::vector<MetricWay> ways, std::vector<double> (*pictures)(const JudgedSet&)) {
    for (auto& way : ways) way.pictures = pictures;
    return ways;
}

// A counter, where there is one, counts rather than a detector.
std::vector<MetricWay> byCounts(double (*value)(const JudgedSet&, Weights)) {
    auto ways = byObjects(value, countedImages, withoutNumbers);
    auto counter = ways.back();
    counter.view = views::kCounts;
    ways.insert(ways.end() - 1, counter);
    return ways;
}

}  // namespace

std::vector<MetricWay> byObjects(double (*value)(const JudgedSet&, Weights), std::int64_t (*trials)(const JudgedSet&),
                                 Message (*undefined)(const JudgedSet&)) {
    return {{.view = views::kDemo, .value = value, .trials = trials, .undefined = undefined},
            {.view = views::kObjects, .value = value, .trials = trials, .undefined = undefined}};
}

std::vector<MetricWay> soaC() {
    return withPictures(byObjects(
                            [](const JudgedSet& set, Weights weights) {
                                return 100 * objectAccuracy(set.objects, EmptyImages::CountAsFailure, weights).soa_c;
                            },
                            objectPairs, withoutObjects),
                        [](const JudgedSet& set) { return perPicture(set, foundShare); });
}

std::vector<MetricWay> soaI() {
    return withPictures(byObjects(
                            [](const JudgedSet& set, Weights weights) {
                                return 100 * objectAccuracy(set.objects, EmptyImages::CountAsFailure, weights).soa_i;
                            },
                            objectPairs, withoutObjects),
                        [](const JudgedSet& set) { return perPicture(set, foundShare); });
}

std::vector<MetricWay> soaCTise() {
    return {{.view = views::kObjects,
             .value =
                 [](const JudgedSet& set, Weights weights) {
                     return 100 * objectAccuracy(set.objects, EmptyImages::ExcludeAsTise, weights).soa_c;
                 },
             .trials = objectPairs,
             .undefined = withoutObjects,
             .pictures = [](const JudgedSet& set) { return perPicture(set, foundShareTise); }}};
}

std::vector<MetricWay> soaITise() {
    return {{.view = views::kObjects,
             .value =
                 [](const JudgedSet& set, Weights weights) {
                     return 100 * objectAccuracy(set.objects, EmptyImages::ExcludeAsTise, weights).soa_i;
                 },
             .trials = objectPairs,
             .undefined = withoutObjects,
             .pictures = [](const JudgedSet& set) { return perPicture(set, foundShareTise); }}};
}

std::vector<MetricWay> countingAlignment() {
    auto ways = withPictures(
        byCounts([](const JudgedSet& set, Weights weights) { return countedMean(set, set.count_errors, weights); }),
        [](const JudgedSet& set) { return perPicture(set, countError); });
    for (auto& way : ways)
        if (way.view == views::kObjects)
            way.definition =
                "Counting alignment by a detector's counts, its boxes with a score above 0.5, not by a counter as TISE "
                "has it: for each image the root of the mean squared difference between the number of boxes and the "
                "number asked for, over the classes that the prompt names; then the mean over images.";
    return ways;
}

std::vector<MetricWay> countExact() {
    return withPictures(byCounts([](const JudgedSet& set, Weights weights) {
                            return 100 * countedMean(set, set.count_exact, weights);
                        }),
                        [](const JudgedSet& set) { return perPicture(set, exactHit); });
}

MetricWay demoPositions() {
    return {.view = views::kDemo,
            .value = [](const JudgedSet& set,
                        Weights weights) { return 100 * positionalAlignment(set.positions, weights).pa; },
            .trials = [](const JudgedSet& set) { return count(set.positions); },
            .undefined = withoutRelations,
            .definition =
                "Positional alignment: for each positional word the share of images in which both objects "
                "are present and the first lies on the named side of the second, then the mean over words. "
                "Images without both objects fail.",
            .pictures = [](const JudgedSet& set) { return perPicture(set, positionHit); }};
}

MetricWay demoRPrecision() {
    return {
        .view = views::kDemo,
        .value = [](const JudgedSet& set, Weights weights) { return 100 * countedMean(set, set.r_precision, weights); },
        .trials = countedImages,
        .undefined = withoutNumbers,
        .definition =
            "R-precision by counts: the share of images whose judged numbers are strictly nearer to "
            "their own prompt's numbers than to those of up to 99 other prompts of the set.",
        .pictures = rPrecisionHits};
}

MetricWay demoPositionsOfBoth() {
    return {.view = views::kDemo,
            .value = [](const JudgedSet& set,
                        Weights weights) { return 100 * positionalAlignment(set.positions_both, weights).pa; },
            .trials = [](const JudgedSet& set) { return count(set.positions_both); },
            .undefined = withoutBothObjects,
            .pictures = [](const JudgedSet& set) { return perPicture(set, positionHitOfBoth); }};
}

std::vector<MetricWay> genEval() {
    return {{.view = views::kObjects,
             .value = genEvalMean,
             .trials = genEvalImages,
             .undefined = withoutVerdicts,
             .pictures = [](const JudgedSet& set) { return perPicture(set, genEvalHit); }}};
}

}  // namespace recap
