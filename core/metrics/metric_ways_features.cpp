// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/embedding_scores.h"
#include "metrics/inception_score.h"
#include "metrics/judge_views.h"
#include "metrics/kernel_distance.h"
#include "metrics/metric_ways_internal.h"
#include "metrics/prompt_metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace recap {
namespace {

// Of TISE's calibration of the network on COCO.
constexpr double kTiseTemperature = 0.9091363549232483;
// The same for the network that was trained on crops of objects.
constexpr double kObjectTemperature = 2.1737587451934814;
constexpr int kSplits = 10;
constexpr std::int64_t kFewestCrops = 33;  // TISE's batch is 32, and it refuses as many crops or fewer
constexpr std::size_t kNeighbours = 5;
constexpr std::size_t kSubsets = 100, kSubsetRows = 1000;  // of clean-fid and torch-fidelity
// Naeem et al. 2020 chose five neighbours for sets of this size.
constexpr std::int64_t kManifoldPictures = 10000;
constexpr double kFullCoverage = 0.95;

// As many as images, but where parts of images are looked at.
std::int64_t rowCount(const JudgedSet& set) {
    return set.rowCount();
}

Message withoutReference(const JudgedSet& set) {
    if (!set.reference) return message("there are no real images to compare with");
    return set.rowCount() < 2 ? message("a distance between sets needs at least two pictures") : Message();
}

Message withoutKnownReference(const JudgedSet& set) {
    if (!set.reference) return message("there are no real images with known objects to compare with");
    return set.rowCount() < 2 ? message("a Frechet distance needs at least two pictures") : Message();
}

Message withoutNeighbours(const JudgedSet& set) {
    if (auto reason = withoutReference(set); !reason.empty()) return reason;
    const auto fewest = std::min(rowCount(set), set.reference->count());
    // A twentieth is left out for the interval.
    if (fewest > static_cast<std::int64_t>(2 * kNeighbours)) return {};
    return message("it needs more than %1 pictures on either side", 2 * kNeighbours);
}

Message withoutSplits(const JudgedSet& set) {
    return rowCount(set) > 2 * kSplits ? Message() : message("it needs more than %1 pictures", 2 * kSplits);
}

// Weights of prompts become weights of images.
double frechetResampled(const JudgedSet& set, Weights weights) {
    std::vector<double> perImage(set.images.size(), 1.0);
    if (!weights.empty())
        for (std::size_t i = 0; i < set.images.size(); ++i) perImage[i] = weights[set.images.promptOf(i)];
    return set.reference->frechet().distance(fitFeatures(set.features, perImage));
}

double frechet(const JudgedSet& set, Weights weights) {
    return set.reference->frechet().distance(fitFeatures(set.rows(weights)));
}

Message frechetWarning(const JudgedSet& set) {
    const auto real = set.reference->count();
    const auto width = set.reference->width();
    const auto pictures = std::min(rowCount(set), real);
    if (pictures >= kFrechetPictures && pictures >= width) return {};
    if (pictures < width)
        return message(
            "a Frechet distance of %1 pictures to %2 real ones in %3 dimensions says little: there are "
            "fewer pictures than dimensions. Compare it only with distances of the same counts.",
            rowCount(set), real, width);
    return message(
        "a Frechet distance of %1 pictures to %2 real ones in %3 dimensions is larger than one of many "
        "pictures would be (fewer than %4). Compare it only with distances of the same counts.",
        rowCount(set), real, width, kFrechetPictures);
}

std::int64_t fewestOf(const JudgedSet& set) {
    return std::min(rowCount(set), set.reference->count());
}

// The estimate has no bias, but published values are means of subsets of one size.
Message kernelWarning(const JudgedSet& set) {
    if (fewestOf(set) >= static_cast<std::int64_t>(kSubsetRows)) return {};
    return message(
        "a kernel distance of %1 pictures to %2 real ones is computed from all of them at once, because there "
        "are fewer than %3 on a side; published values are means over subsets of %3.",
        rowCount(set), set.reference->count(), kSubsetRows);
}

Message manifoldWarning(const JudgedSet& set) {
    if (fewestOf(set) >= kManifoldPictures) return {};
    return message(
        "neighbourhoods of %1 among %2 pictures and %3 real ones are larger than among many (fewer than %4). "
        "Compare it only with values of the same counts.",
        kNeighbours, rowCount(set), set.reference->count(), kManifoldPictures);
}

// The coverage to expect where both sets are draws from one distribution: 1 minus the chance that the k nearest of a
// real picture's n + m - 1 others are all real (Naeem et al. 2020, section 3.2).
double coverageOfEqualSets(const JudgedSet& set) {
    const auto real = static_cast<double>(set.reference->count()), generated = static_cast<double>(rowCount(set));
    double missed = 1;
    for (std::size_t k = 1; k <= kNeighbours; ++k)
        missed *= (real - static_cast<double>(k)) / (real + generated - static_cast<double>(k));
    return 1 - missed;
}

Message coverageWarning(const JudgedSet& set) {
    if (const double most = coverageOfEqualSets(set); most < kFullCoverage)
        return message(
            "%1 pictures cover about %2 % of %3 real ones when both are of the same kind, not 100 %. Compare it "
            "only with values of the same counts.",
            rowCount(set), std::round(100 * most), set.reference->count());
    return manifoldWarning(set);
}

// Within a split of N pictures the score is at most N, and a class that none of them shows looks like a missing one.
Message inceptionWarning(const JudgedSet& set) {
    const auto perSplit = rowCount(set) / kSplits;
    if (perSplit >= set.features.size(1)) return {};
    return message(
        "an Inception Score of %1 pictures is smaller than one of many would be: each of its %2 splits has "
        "fewer pictures (%3) than there are classes (%4). Compare it only with values of the same counts.",
        rowCount(set), kSplits, perSplit, set.features.size(1));
}

// With fewer pictures than dimensions the bias is no line in 1/N.
double frechetExtrapolated(const JudgedSet& set) {
    if (rowCount(set) < set.reference->width()) return std::numeric_limits<double>::quiet_NaN();
    return frechetAtInfinity(set.reference->frechet(), set.features, set.seed).value;
}

// The subsets of torch-fidelity where there are enough pictures, else everything at once.
double kernel(const JudgedSet& set, Weights weights) {
    const auto rows = set.rows(weights);
    const auto& real = set.reference->features();
    if (std::min(rows.size(0), real.size(0)) < static_cast<std::int64_t>(kSubsetRows))
        return kernelDistance(real, rows);
    return subsetKernelDistance(real, rows, kSubsets, kSubsetRows, set.seed).mean;
}

double inception(const JudgedSet& set, Weights weights, double temperature) {
    return inceptionScore(set.rows(weights), temperature, kSplits).mean;
}

Message withoutCropReference(const JudgedSet& set) {
    if (!set.reference) return message("there are no objects of real images to compare with");
    return set.rowCount() < 2 ? message("fewer than two objects were found in the pictures") : Message();
}

Message withoutCrops(const JudgedSet& set) {
    if (set.rowCount() >= kFewestCrops) return {};
    return message("it needs more than %1 objects, and %2 were found", kFewestCrops - 1, set.rowCount());
}

Message cropWarning(const JudgedSet& set) {
    const auto real = set.reference->count(), found = set.rowCount();
    if (std::min(found, real) >= std::max<std::int64_t>(kFrechetPictures, set.reference->width())) return {};
    return message(
        "a Frechet distance of %1 objects to %2 real ones in %3 dimensions is larger than one of many objects would be "
        "(fewer than %4). Compare it only with distances of the same counts.",
        found, real, set.reference->width(), kFrechetPictures);
}

// Where all objects are those of one group of prompts, nothing is left without it, and there is no interval.
bool isTooFew(const JudgedSet& set, Weights weights, std::int64_t fewest) {
    return !weights.empty() && set.rows(weights).size(0) < fewest;
}

MetricWay distance(std::string_view view, double (*value)(const JudgedSet&, Weights)) {
    return {.view = view,
            .value = value,
            .trials = rowCount,
            .undefined = withoutReference,
            .interval = IntervalRule::Jackknife,
            .needs_reference = true};
}

MetricWay ofNeighbours(std::string_view view, double (*value)(const JudgedSet&, Weights)) {
    auto way = distance(view, value);
    way.undefined = withoutNeighbours;
    way.warning = manifoldWarning;
    return way;
}

}  // namespace

MetricWay demoFrechet() {
    return {.view = views::kDemo,
            .value = frechetResampled,
            .trials = rowCount,
            .undefined = withoutKnownReference,
            .warning = frechetWarning,
            .interval = IntervalRule::ShiftedBootstrap,
            .needs_reference = true,
            .definition =
                "Frechet distance between the judge's features of generated images and of real ones of the data set; 0 "
                "means the same Gaussian. The interval is a bootstrap over prompts, shifted so that its mean equals "
                "the value, because resampling alone makes a Frechet distance larger."};
}

MetricWay frechetOf(std::string_view view) {
    auto way = distance(view, frechet);
    way.warning = frechetWarning;
    way.extrapolated = frechetExtrapolated;
    return way;
}

MetricWay frechetOfCrops(std::string_view view) {
    auto way = frechetOf(view);
    way.value = [](const JudgedSet& set, Weights weights) {
        return isTooFew(set, weights, 2) ? std::numeric_limits<double>::quiet_NaN() : frechet(set, weights);
    };
    way.undefined = withoutCropReference;
    way.warning = cropWarning;
    return way;
}

MetricWay kernelDistanceOf(std::string_view view) {
    auto way = distance(view, kernel);
    way.warning = kernelWarning;
    return way;
}

MetricWay cmmdOf(std::string_view view) {
    return distance(
        view, [](const JudgedSet& set, Weights weights) { return cmmd(set.reference->features(), set.rows(weights)); });
}

MetricWay precisionOf(std::string_view view) {
    return ofNeighbours(view,
                        [](const JudgedSet& set, Weights weights) { return 100 * set.coverage(weights).precision; });
}
MetricWay recallOf(std::string_view view) {
    return ofNeighbours(view, [](const JudgedSet& set, Weights weights) { return 100 * set.coverage(weights).recall; });
}
MetricWay densityOf(std::string_view view) {
    return ofNeighbours(view, [](const JudgedSet& set, Weights weights) { return set.coverage(weights).density; });
}
MetricWay coverageOf(std::string_view view) {
    auto way =
        ofNeighbours(view, [](const JudgedSet& set, Weights weights) { return 100 * set.coverage(weights).coverage; });
    way.warning = coverageWarning;
    return way;
}

MetricWay inceptionScoreOf(std::string_view view) {
    return {.view = view,
            .value = [](const JudgedSet& set, Weights weights) { return inception(set, weights, 1); },
            .trials = rowCount,
            .undefined = withoutSplits,
            .warning = inceptionWarning,
            .interval = IntervalRule::Jackknife};
}

MetricWay inceptionScoreStarOf(std::string_view view) {
    auto way = inceptionScoreOf(view);
    way.value = [](const JudgedSet& set, Weights weights) { return inception(set, weights, kTiseTemperature); };
    return way;
}

MetricWay inceptionScoreOfCrops(std::string_view view) {
    auto way = inceptionScoreOf(view);
    way.undefined = withoutCrops;
    way.value = [](const JudgedSet& set, Weights weights) {
        if (isTooFew(set, weights, kSplits)) return std::numeric_limits<double>::quiet_NaN();
        return inceptionScore(set.rows(weights), kObjectTemperature, kSplits, SplitRule::DropRemainder).mean;
    };
    return way;
}

}  // namespace recap
