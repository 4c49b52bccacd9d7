// SPDX-License-Identifier: GPL-3.0-or-later
#include "distribution_metrics_test.h"

#include "golden_table.h"

#include "base/error.h"
#include "base/random.h"
#include "metrics/frechet.h"
#include "metrics/inception_score.h"
#include "metrics/kernel_distance.h"
#include "metrics/manifold_coverage.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <functional>
#include <limits>

using namespace recap;
using namespace recap::testing;

namespace {

torch::Tensor goldenFeatures(const std::filesystem::path& folder, const std::string& name) {
    return featureMatrix(goldenMatrix(folder, name));
}

torch::Tensor indexRows(const std::filesystem::path& folder, const std::string& name) {
    return goldenFeatures(folder, name).to(torch::kInt64);
}

// Features of the kind that embeddings have, without a stored file.
torch::Tensor someFeatures(std::size_t n, std::uint64_t seed, std::size_t width = 8) {
    Random random(seed);
    std::vector<std::vector<double>> rows(n, std::vector<double>(width));
    for (auto& row : rows)
        for (std::size_t i = 0; i < width; ++i) row[i] = random.normal() * (1 + static_cast<double>(i));
    return featureMatrix(rows);
}

FeatureStatistics gaussian(const std::vector<double>& mean, const std::vector<double>& diagonal) {
    FeatureStatistics s;
    s.count = 1e9;
    s.mean = torch::tensor(mean, torch::kFloat64);
    s.covariance = torch::diag(torch::tensor(diagonal, torch::kFloat64));
    return s;
}

// The definition, in one step.
FeatureStatistics directStatistics(const torch::Tensor& features) {
    const auto x = features.to(torch::kFloat64);
    const auto centred = x - x.mean(0);
    FeatureStatistics s;
    s.count = static_cast<double>(x.size(0));
    s.mean = x.mean(0);
    s.covariance = torch::matmul(centred.t(), centred) / (s.count - 1);
    return s;
}

double farthest(const torch::Tensor& a, const torch::Tensor& b) {
    return (a - b).abs().max().item<double>();
}

std::string refusalOf(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return std::string(errorCodeName(error.code())) + ": " + error.what();
    }
    return "nothing was refused";
}

}  // namespace

void DistributionMetricsTest::golden_frechet_distances_are_reproduced() {
    for (const auto& folder : goldenCasesThatExpect("metrics", "fid")) {
        const auto expected = goldenCase(folder).at("expected");
        const auto real = goldenFeatures(folder, "real");
        const auto generated = goldenFeatures(folder, "generated");
        RECAP_NEAR(frechetDistance(fitFeatures(real), fitFeatures(generated)),
                   expected["fid"]["symmetric_eigh"].get<double>(), 0, 1e-9);
        RECAP_NEAR(frechetDistance(fitFeatures(real), fitFeatures(real)), 0.0, 1e-10, 0);
        // "fid_rank_deficient_40_vs_45": the first 40 real and 45 generated rows.
        for (const auto& [key, values] : expected.items()) {
            int reals = 0, drawn = 0;
            if (std::sscanf(key.c_str(), "fid_rank_deficient_%d_vs_%d", &reals, &drawn) != 2) continue;
            const double deficient =
                frechetDistance(fitFeatures(real.slice(0, 0, reals)), fitFeatures(generated.slice(0, 0, drawn)));
            RECAP_NEAR(deficient, values["symmetric_eigh"].get<double>(), 1e-3, 0);
        }
    }
}

void DistributionMetricsTest::golden_kernel_distances_are_reproduced() {
    for (const auto& folder : goldenCasesThatExpect("metrics", "kid_per_subset")) {
        const auto expected = goldenCase(folder).at("expected");
        const auto real = goldenFeatures(folder, "real");
        const auto generated = goldenFeatures(folder, "generated");
        const auto result = subsetKernelDistance(real, generated, indexRows(folder, "kid_subset_real"),
                                                 indexRows(folder, "kid_subset_generated"));
        RECAP_NEAR(result.mean, expected["kid_mean"].get<double>(), 1e-12, 1e-8);
        RECAP_NEAR(result.std, expected["kid_std_population"].get<double>(), 1e-12, 1e-8);
        QCOMPARE(result.per_subset.size(), expected["kid_per_subset"].size());
        for (std::size_t i = 0; i < result.per_subset.size(); ++i)
            RECAP_NEAR(result.per_subset[i], expected["kid_per_subset"][i].get<double>(), 1e-12, 1e-8);
        const auto n = std::min(real.size(0), generated.size(0));
        RECAP_NEAR(kernelDistance(real.slice(0, 0, n), generated.slice(0, 0, n)),
                   expected["kid_full_equal_size"].get<double>(), 1e-12, 1e-8);
    }
}

void DistributionMetricsTest::golden_precision_recall_density_coverage_are_exact() {
    for (const auto& folder : goldenCasesThatExpect("metrics", "kid_per_subset")) {
        const auto expected = goldenCase(folder).at("expected");
        const auto real = goldenFeatures(folder, "real");
        const auto generated = goldenFeatures(folder, "generated");
        int compared = 0;
        for (const auto& [key, wanted] : expected.items()) {
            int k = 0;
            if (std::sscanf(key.c_str(), "prdc_k%d", &k) != 1) continue;
            const auto result = manifoldCoverage(real, generated, k);
            RECAP_NEAR(result.precision, wanted["precision"].get<double>(), 1e-12, 0);
            RECAP_NEAR(result.recall, wanted["recall"].get<double>(), 1e-12, 0);
            RECAP_NEAR(result.density, wanted["density"].get<double>(), 1e-12, 0);
            RECAP_NEAR(result.coverage, wanted["coverage"].get<double>(), 1e-12, 0);
            ++compared;
        }
        QVERIFY(compared > 0);
    }
}

// "T_0.909_remainder_dropped": the name holds the temperature cut to a few digits; the published ones are known.
void DistributionMetricsTest::golden_inception_scores_are_reproduced() {
    int compared = 0;
    for (const auto& folder : goldenCases("metrics")) {
        const Json json = goldenCase(folder);
        const Json parameters = json.value("parameters", Json::object()), all = json.value("expected", Json::object());
        std::vector<double> temperatures{1, 0.9091363549232483, 2.1737587451934814};
        if (parameters.contains("temperature")) temperatures.push_back(parameters["temperature"].get<double>());
        for (const auto& [key, wanted] : all.items()) {
            double shown = 0;
            if (std::sscanf(key.c_str(), "T_%lf_", &shown) != 1) continue;
            const double temperature =
                *std::min_element(temperatures.begin(), temperatures.end(),
                                  [&](double a, double b) { return std::abs(a - shown) < std::abs(b - shown); });
            const auto rule = key.ends_with("remainder_dropped") ? SplitRule::DropRemainder : SplitRule::KeepAll;
            const auto score = inceptionScore(goldenFeatures(folder, "logits"), temperature,
                                              static_cast<int>(wanted["splits"].size()), rule);
            RECAP_NEAR(score.mean, wanted["mean"].get<double>(), 0, 1e-9);
            RECAP_NEAR(score.std, wanted["std_population"].get<double>(), 1e-12, 1e-9);
            for (std::size_t i = 0; i < score.splits.size(); ++i)
                RECAP_NEAR(score.splits[i], wanted["splits"][i].get<double>(), 0, 1e-9);
            ++compared;
        }
    }
    QVERIFY(compared > 0);
}

void DistributionMetricsTest::frechet_distance_of_shifted_unit_gaussians_is_squared_shift() {
    const auto a = gaussian({0, 0, 0}, {1, 1, 1});
    const auto b = gaussian({3, 0, -4}, {1, 1, 1});
    RECAP_NEAR(frechetDistance(a, b), 25.0, 1e-12, 0);
}

void DistributionMetricsTest::frechet_distance_of_scaled_axes_is_the_sum_of_squared_differences_of_deviations() {
    const auto a = gaussian({0, 0}, {4, 9});
    const auto b = gaussian({0, 0}, {1, 25});
    RECAP_NEAR(frechetDistance(a, b), (2.0 - 1) * (2 - 1) + (3.0 - 5) * (3 - 5), 1e-12, 0);
}

void DistributionMetricsTest::weights_equal_repeated_rows() {
    const auto rows = featureMatrix({{1, 2}, {3, 5}, {-1, 0}});
    const auto repeated = featureMatrix({{1, 2}, {1, 2}, {3, 5}, {-1, 0}, {-1, 0}, {-1, 0}});
    const std::vector<double> weights{2, 1, 3};
    const auto weighted = fitFeatures(rows, weights);
    const auto plain = fitFeatures(repeated);
    QVERIFY(farthest(weighted.mean, plain.mean) < 1e-14);
    QVERIFY(farthest(weighted.covariance, plain.covariance) < 1e-13);
    // Fewer rows than columns: the factor takes weights too.
    const auto wide = someFeatures(5, 3);
    const std::vector<double> some{0, 2, 1, 0, 1};
    const auto drawn = torch::tensor({1, 1, 2, 4}, torch::kInt64);
    const auto factored = fitFeatures(wide, some);
    QVERIFY(factored.factor.defined() && !factored.covariance.defined());
    QVERIFY(farthest(factored.fullCovariance(), directStatistics(wide.index_select(0, drawn)).covariance) < 1e-12);
}

void DistributionMetricsTest::permuting_images_leaves_the_statistics_unchanged() {
    const auto rows = someFeatures(100, 1);
    const auto reference = fitFeatures(someFeatures(120, 2));
    const double before = frechetDistance(reference, fitFeatures(rows));
    RECAP_NEAR(frechetDistance(reference, fitFeatures(rows.flip(0))), before, 1e-9, 0);
}

void DistributionMetricsTest::different_widths_are_refused() {
    QVERIFY_EXCEPTION_THROWN(frechetDistance(gaussian({0}, {1}), gaussian({0, 0}, {1, 1})), Error);
    QVERIFY_EXCEPTION_THROWN(featureMatrix({{1, 2}, {1}}), Error);
}

void DistributionMetricsTest::one_image_is_refused() {
    QVERIFY_EXCEPTION_THROWN(fitFeatures(featureMatrix({{1, 2}})), Error);
}

void DistributionMetricsTest::inception_score_of_one_hot_posteriors_is_the_number_of_classes() {
    std::vector<std::vector<double>> logits(40, std::vector<double>(4, -1e6));
    for (std::size_t i = 0; i < logits.size(); ++i) logits[i][i % 4] = 0;
    RECAP_NEAR(inceptionScore(featureMatrix(logits), 1, 2).mean, 4.0, 1e-12, 0);
}

void DistributionMetricsTest::inception_score_of_uniform_posteriors_is_one() {
    const auto logits = torch::full({20, 7}, 2.5, torch::kFloat64);
    RECAP_NEAR(inceptionScore(logits).mean, 1.0, 1e-12, 0);
    RECAP_NEAR(inceptionScore(logits).std, 0.0, 1e-12, 0);
}

void DistributionMetricsTest::results_do_not_depend_on_the_size_of_blocks() {
    const auto real = someFeatures(150, 5), generated = someFeatures(131, 6) + 0.5;
    for (const std::int64_t block : {1, 7, 64, 150}) {
        RECAP_NEAR(kernelDistance(real, generated, block), kernelDistance(real, generated), 1e-9, 1e-9);
        const auto whole = manifoldCoverage(real, generated, 4), parts = manifoldCoverage(real, generated, 4, block);
        QCOMPARE(parts.precision, whole.precision);
        QCOMPARE(parts.recall, whole.recall);
        QCOMPARE(parts.density, whole.density);
        QCOMPARE(parts.coverage, whole.coverage);
    }
}

void DistributionMetricsTest::a_row_on_the_border_of_a_ball_is_inside() {
    // Of a set and itself every ball reaches to the k-th neighbour and holds it, and the row itself: k + 1 rows.
    const auto rows = someFeatures(90, 7);
    const auto same = manifoldCoverage(rows, rows, 3, 16);
    QCOMPARE(same.precision, 1.0);
    QCOMPARE(same.recall, 1.0);
    QCOMPARE(same.coverage, 1.0);
    RECAP_NEAR(same.density, 4.0 / 3, 1e-12, 0);
}

void DistributionMetricsTest::batches_accumulate_to_the_statistics_of_all_images() {
    // Far from zero, where a sum of squares would lose half of the digits.
    const auto features = (someFeatures(3000, 8) + 1e4).to(torch::kFloat32);
    const auto direct = directStatistics(features);
    FeatureAccumulator accumulator;
    for (std::int64_t from = 0; from < 3000; from += 37)
        accumulator.add(features.slice(0, from, std::min<std::int64_t>(from + 37, 3000)));
    for (const auto& fitted : {accumulator.statistics(), fitFeatures(features)}) {
        QCOMPARE(fitted.count, 3000.0);
        QVERIFY(farthest(fitted.mean, direct.mean) < 1e-9);
        QVERIFY(farthest(fitted.covariance, direct.covariance) < 1e-9 * direct.covariance.max().item<double>());
    }
    QVERIFY_EXCEPTION_THROWN(accumulator.add(torch::zeros({4, 9})), Error);
    QVERIFY_EXCEPTION_THROWN(FeatureAccumulator().statistics(), Error);
}

void DistributionMetricsTest::fewer_images_than_dimensions_give_the_distance_of_the_full_matrices() {
    const auto few = someFeatures(11, 9, 24), many = someFeatures(60, 10, 24) + 1;
    const auto full = [](const torch::Tensor& features) { return directStatistics(features); };
    const double expected = frechetDistance(full(few), full(many));
    RECAP_NEAR(frechetDistance(fitFeatures(few), fitFeatures(many)), expected, 0, 1e-6);
    RECAP_NEAR(frechetDistance(fitFeatures(many), fitFeatures(few)), expected, 0, 1e-6);
    const auto fewest = someFeatures(6, 11, 24);
    RECAP_NEAR(frechetDistance(fitFeatures(fewest), fitFeatures(few)), frechetDistance(full(fewest), full(few)), 0,
               1e-6);
}

// Normal rows of unit variance against a mean that is shifted by 1 along each of 8 axes: the distance is 8.
void DistributionMetricsTest::extrapolation_removes_the_bias_of_few_images() {
    const std::vector<double> ones(8, 1.0), zeros(8, 0.0);
    const auto scale = torch::arange(1, 9, torch::kFloat64);
    const auto features = someFeatures(2000, 12) / scale;  // standard normal
    const FrechetReference reference(gaussian(ones, ones)), own(gaussian(zeros, ones));
    const auto shifted = frechetAtInfinity(reference, features, 1);
    QCOMPARE(shifted.counts.size(), std::size_t{15});
    QCOMPARE(shifted.counts.front(), std::int64_t{200});
    QCOMPARE(shifted.counts.back(), std::int64_t{2000});
    RECAP_NEAR(shifted.distances.back(), reference.distance(fitFeatures(features)), 1e-9, 0);
    RECAP_NEAR(shifted.value, 8.0, 0.3, 0);
    // Against its own distribution (d + (d^2 + d) / 4) / N is expected, all of it from chance.
    const auto same = frechetAtInfinity(own, features, 1);
    QVERIFY(same.distances.front() > 26.0 / 200 / 2);
    RECAP_NEAR(same.value, 0.0, 0.01, 0);
    QVERIFY(same.slope > 13);
    QVERIFY_EXCEPTION_THROWN(frechetAtInfinity(own, features.slice(0, 0, 19), 1), Error);
    QVERIFY_EXCEPTION_THROWN(frechetAtInfinity(own, features, 1, 1), Error);
}

void DistributionMetricsTest::counts_of_an_extrapolation_begin_as_published_where_there_are_enough_images() {
    QCOMPARE(extrapolationStart(50000, 2048), std::int64_t{5000});
    QCOMPARE(extrapolationStart(30000, 2048), std::int64_t{3000});
    QCOMPARE(extrapolationStart(10000, 2048), std::int64_t{2048});
    QCOMPARE(extrapolationStart(1000, 2048), std::int64_t{500});
    QCOMPARE(extrapolationStart(100000, 64), std::int64_t{5000});
}

void DistributionMetricsTest::a_distance_at_a_count_draws_that_many_rows_once_each() {
    const auto features = someFeatures(300, 13);
    const FrechetReference reference(fitFeatures(someFeatures(400, 14)));
    RECAP_NEAR(frechetAtCount(reference, features, 300, 5), reference.distance(fitFeatures(features)), 1e-9, 0);
    QCOMPARE(frechetAtCount(reference, features, 50, 5), frechetAtCount(reference, features, 50, 5));
    QVERIFY(frechetAtCount(reference, features, 50, 5) != frechetAtCount(reference, features, 50, 6));
    QVERIFY(frechetAtCount(reference, features, 30, 5) > frechetAtCount(reference, features, 300, 5));
    QVERIFY_EXCEPTION_THROWN(frechetAtCount(reference, features, 301, 5), Error);
    QVERIFY_EXCEPTION_THROWN(frechetAtCount(reference, features, 1, 5), Error);
}

void DistributionMetricsTest::subsets_are_as_large_as_the_smaller_side_allows() {
    const auto real = someFeatures(60, 15), generated = someFeatures(40, 16) + 1;
    const auto all = subsetKernelDistance(real.slice(0, 0, 40), generated, 3, 1000, 1);
    QCOMPARE(all.per_subset.size(), std::size_t{3});
    RECAP_NEAR(all.mean, kernelDistance(real.slice(0, 0, 40), generated), 0, 1e-9);
    RECAP_NEAR(all.std, 0.0, 1e-9 * std::abs(all.mean), 0);
    const auto some = subsetKernelDistance(real, generated, 4, 20, 1);
    QCOMPARE(some.per_subset, subsetKernelDistance(real, generated, 4, 20, 1).per_subset);
    QVERIFY(some.std > 0);
    QVERIFY_EXCEPTION_THROWN(subsetKernelDistance(real, generated, 0, 20, 1), Error);
}

void DistributionMetricsTest::features_that_are_not_finite_are_refused_by_their_first_row() {
    auto broken = someFeatures(2000, 17);
    const auto good = someFeatures(2000, 18);
    broken[1500][3] = std::numeric_limits<double>::quiet_NaN();
    broken[1700][0] = std::numeric_limits<double>::infinity();
    const FrechetReference reference(fitFeatures(good));
    FeatureAccumulator accumulator;
    const std::vector<std::function<void()>> uses{[&] { fitFeatures(broken); },
                                                  [&] { accumulator.add(broken); },
                                                  [&] { kernelDistance(good, broken); },
                                                  [&] { subsetKernelDistance(broken, good, 2, 10, 1); },
                                                  [&] { manifoldCoverage(broken, good, 3); },
                                                  [&] { inceptionScore(broken); },
                                                  [&] { frechetAtInfinity(reference, broken, 1); }};
    for (const auto& use : uses) {
        const auto refused = refusalOf(use);
        QVERIFY2(refused.starts_with("bad_format: ") && refused.ends_with("not a finite number in row 1501."),
                 refused.c_str());
    }
    QVERIFY(refusalOf([] { fitFeatures(torch::zeros({3, 2}, torch::kInt64)); }).starts_with("shape_mismatch: "));
    QVERIFY(refusalOf([] { fitFeatures(torch::zeros({3})); }).starts_with("shape_mismatch: "));
}
