// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/metric_registry.h"

#include "metrics/counting.h"
#include "metrics/judged_set.h"
#include "metrics/prompt_metrics.h"

#include <algorithm>

namespace recap {
namespace {

using Weights = std::span<const double>;

std::int64_t count(const auto& list) {
    return static_cast<std::int64_t>(list.size());
}

// ---- what a metric needs; the first that is missing is the reason
// ------------------------------------------------------

Message withoutReference(const JudgedSet& set) {
    if (!set.reference) return message("there are no real images with known objects to compare with");
    return set.images.size() < 2 ? message("a Frechet distance needs at least two pictures") : Message();
}

Message withoutPrompts(const JudgedSet& set) {
    return set.asked.size() == 0 ? message("no prompt names an object that the demo's judge knows") : Message();
}

Message withoutRelations(const JudgedSet& set) {
    if (auto reason = withoutPrompts(set); !reason.empty()) return reason;
    return set.positions.empty() ? message("no prompt states a relation") : Message();
}

Message withoutBothObjects(const JudgedSet& set) {
    if (auto reason = withoutRelations(set); !reason.empty()) return reason;
    if (!set.positions_both.empty()) return {};
    return message("in none of the %1 pictures of prompts with a relation both objects were found",
                   count(set.positions));
}

// ---- how it is computed
// ----------------------------------------------------------------------------------------------

std::int64_t allImages(const JudgedSet& set) {
    return static_cast<std::int64_t>(set.images.size());
}
std::int64_t askedImages(const JudgedSet& set) {
    return static_cast<std::int64_t>(set.asked.size());
}
std::int64_t objectPairs(const JudgedSet& set) {
    return count(set.objects);
}

double frechet(const JudgedSet& set, Weights weights) {
    PromptWeights perImage(set.images.size(), 1.0);
    if (!weights.empty())
        for (std::size_t i = 0; i < set.images.size(); ++i) perImage[i] = weights[set.images.promptOf(i)];
    return set.reference->distance(fitFeatures(set.features, perImage));
}

Message frechetWarning(const JudgedSet& set) {
    const auto real = static_cast<std::int64_t>(set.reference->count());
    const auto width = static_cast<std::int64_t>(set.reference->width());
    const auto pictures = std::min(allImages(set), real);
    if (pictures >= kFrechetPictures && pictures >= width) return {};
    if (pictures < width)
        return message(
            "a Frechet distance of %1 pictures to %2 real ones in %3 dimensions says little: there are "
            "fewer pictures than dimensions. Compare it only with distances of the same counts.",
            allImages(set), real, width);
    return message(
        "a Frechet distance of %1 pictures to %2 real ones in %3 dimensions is larger than one of many "
        "pictures would be (fewer than %4). Compare it only with distances of the same counts.",
        allImages(set), real, width, kFrechetPictures);
}

double imageMean(const JudgedSet& set, const std::vector<double>& perImage, Weights weights) {
    return weightedImageMean(set.asked, perImage, weights);
}

std::vector<MetricInfo> makeRegistry() {
    using enum Direction;
    return {
        {.name = "fid",
         .title = "FID",
         .direction = LowerIsBetter,
         .depends_on_count = true,
         .definition = "Frechet distance between the judge's features of generated images and of real ones of the data "
                       "set; 0 means the same Gaussian. The interval is a bootstrap over prompts, shifted so that its "
                       "mean equals the value, because resampling alone makes a Frechet distance larger.",
         .computed = {frechet, allImages, withoutReference, frechetWarning, true, true}},
        {.name = "soa_c",
         .title = "SOA-C",
         .percent = true,
         .definition =
             "Semantic object accuracy by class: for each class the share of images whose prompt names it in which the "
             "judge finds it, then the mean over classes. An image in which nothing is found counts as a failure.",
         .computed = {[](const JudgedSet& set, Weights weights) {
                          return 100 * objectAccuracy(set.objects, EmptyImages::CountAsFailure, weights).soa_c;
                      },
                      objectPairs, withoutPrompts, nullptr}},
        {.name = "soa_i",
         .title = "SOA-I",
         .percent = true,
         .definition = "Semantic object accuracy by image: the share of (image, named class) pairs in which the judge "
                       "finds the class.",
         .computed = {[](const JudgedSet& set, Weights weights) {
                          return 100 * objectAccuracy(set.objects, EmptyImages::CountAsFailure, weights).soa_i;
                      },
                      objectPairs, withoutPrompts, nullptr}},
        {.name = "ca",
         .title = "CA",
         .direction = LowerIsBetter,
         .definition =
             "Counting alignment: for each image the root of the mean squared difference between the judged, rounded "
             "number and the number asked for, over the classes that the prompt names; then the mean over images.",
         .computed = {[](const JudgedSet& set, Weights weights) { return imageMean(set, set.count_errors, weights); },
                      askedImages, withoutPrompts, nullptr}},
        {.name = "pa",
         .title = "PA",
         .percent = true,
         .definition = "Positional alignment: for each positional word the share of images in which both objects are "
                       "present and the first lies on the named side of the second, then the mean over words. Images "
                       "without both objects fail.",
         .computed = {
             [](const JudgedSet& set, Weights weights) { return 100 * positionalAlignment(set.positions, weights).pa; },
             [](const JudgedSet& set) { return count(set.positions); }, withoutRelations, nullptr}},
        {.name = "rp",
         .title = "RP",
         .percent = true,
         .definition = "R-precision by counts: the share of images whose judged numbers are strictly nearer to their "
                       "own prompt's numbers than to those of up to 99 other prompts of the set.",
         .computed = {[](const JudgedSet& set, Weights weights) {
                          return 100 * imageMean(set, set.r_precision, weights);
                      },
                      askedImages, withoutPrompts, nullptr}},
        {.name = "count_exact",
         .title = "counts exact",
         .percent = true,
         .definition =
             "The share of images in which every class that the prompt names has exactly the number asked for.",
         .computed = {[](const JudgedSet& set, Weights weights) {
                          return 100 * imageMean(set, set.count_exact, weights);
                      },
                      askedImages, withoutPrompts, nullptr}},
        {.name = "pa_both",
         .title = "PA | both",
         .percent = true,
         .definition = "Among images in which both objects of a positional prompt are present, the share with the "
                       "right order; 50 is chance.",
         .computed = {[](const JudgedSet& set, Weights weights) {
                          return 100 * positionalAlignment(set.positions_both, weights).pa;
                      },
                      [](const JudgedSet& set) { return count(set.positions_both); }, withoutBothObjects, nullptr}},
    };
}

}  // namespace

const std::vector<MetricInfo>& metricRegistry() {
    static const std::vector<MetricInfo> registry = makeRegistry();
    return registry;
}

const MetricInfo* findMetric(std::string_view name) {
    const auto& registry = metricRegistry();
    const auto it = std::find_if(registry.begin(), registry.end(), [&](const auto& info) { return info.name == name; });
    return it == registry.end() ? nullptr : &*it;
}

std::vector<std::string_view> metricChoices() {
    std::vector<std::string_view> names;
    for (const auto& info : metricRegistry()) names.push_back(info.name);
    return names;
}

}  // namespace recap
