// SPDX-License-Identifier: GPL-3.0-or-later
#include "distribution_metrics_test.h"

#include "golden_table.h"

#include "base/error.h"
#include "base/random.h"
#include "metrics/frechet.h"
#include "metrics/inception_score.h"
#include "metrics/kernel_distance.h"
#include "metrics/manifold_coverage.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace recap;
using namespace recap::testing;

namespace {

FeatureRows head(const FeatureRows& rows, std::size_t n) {
    return {rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(std::min(n, rows.size()))};
}

std::vector<std::vector<std::int64_t>> indexRows(const std::filesystem::path& folder, const std::string& name) {
    std::vector<std::vector<std::int64_t>> rows;
    for (const auto& row : goldenMatrix(folder, name)) rows.emplace_back(row.begin(), row.end());
    return rows;
}

// Features of the kind that embeddings have, without a stored file.
FeatureRows someFeatures(std::size_t n, std::uint64_t seed) {
    Random random(seed);
    FeatureRows rows(n, std::vector<double>(8));
    for (auto& row : rows)
        for (std::size_t i = 0; i < row.size(); ++i) row[i] = random.normal() * (1 + static_cast<double>(i));
    return rows;
}

FeatureStatistics gaussian(std::vector<double> mean, std::vector<double> diagonal) {
    FeatureStatistics s;
    s.width = mean.size();
    s.count = 100;
    s.mean = std::move(mean);
    s.covariance.assign(s.width * s.width, 0.0);
    for (std::size_t i = 0; i < s.width; ++i) s.covariance[i * s.width + i] = diagonal[i];
    return s;
}

}  // namespace

void DistributionMetricsTest::golden_frechet_distances_are_reproduced() {
    for (const auto& folder : goldenCasesThatExpect("metrics", "fid")) {
        const auto expected = goldenCase(folder).at("expected");
        const auto real = goldenMatrix(folder, "real");
        const auto generated = goldenMatrix(folder, "generated");
        RECAP_NEAR(frechetDistance(fitFeatures(real), fitFeatures(generated)),
                   expected["fid"]["symmetric_eigh"].get<double>(), 0, 1e-9);
        RECAP_NEAR(frechetDistance(fitFeatures(real), fitFeatures(real)), 0.0, 1e-10, 0);
        // "fid_rank_deficient_40_vs_45": the first 40 real and 45 generated rows.
        for (const auto& [key, values] : expected.items()) {
            int reals = 0, drawn = 0;
            if (std::sscanf(key.c_str(), "fid_rank_deficient_%d_vs_%d", &reals, &drawn) != 2) continue;
            const double deficient = frechetDistance(fitFeatures(head(real, static_cast<std::size_t>(reals))),
                                                     fitFeatures(head(generated, static_cast<std::size_t>(drawn))));
            RECAP_NEAR(deficient, values["symmetric_eigh"].get<double>(), 1e-3, 0);
        }
    }
}

void DistributionMetricsTest::golden_kernel_distances_are_reproduced() {
    for (const auto& folder : goldenCasesThatExpect("metrics", "kid_per_subset")) {
        const auto expected = goldenCase(folder).at("expected");
        const auto real = goldenMatrix(folder, "real");
        const auto generated = goldenMatrix(folder, "generated");
        const auto result = subsetKernelDistance(real, generated, indexRows(folder, "kid_subset_real"),
                                                 indexRows(folder, "kid_subset_generated"));
        RECAP_NEAR(result.mean, expected["kid_mean"].get<double>(), 1e-12, 1e-8);
        RECAP_NEAR(result.std, expected["kid_std_population"].get<double>(), 1e-12, 1e-8);
        QCOMPARE(result.per_subset.size(), expected["kid_per_subset"].size());
        for (std::size_t i = 0; i < result.per_subset.size(); ++i)
            RECAP_NEAR(result.per_subset[i], expected["kid_per_subset"][i].get<double>(), 1e-12, 1e-8);
        const auto n = std::min(real.size(), generated.size());
        RECAP_NEAR(kernelDistance(head(real, n), head(generated, n)), expected["kid_full_equal_size"].get<double>(),
                   1e-12, 1e-8);
    }
}

void DistributionMetricsTest::golden_precision_recall_density_coverage_are_exact() {
    for (const auto& folder : goldenCasesThatExpect("metrics", "kid_per_subset")) {
        const auto expected = goldenCase(folder).at("expected");
        const auto real = goldenMatrix(folder, "real");
        const auto generated = goldenMatrix(folder, "generated");
        int compared = 0;
        for (const auto& [key, wanted] : expected.items()) {
            int k = 0;
            if (std::sscanf(key.c_str(), "prdc_k%d", &k) != 1) continue;
            const auto result = manifoldCoverage(real, generated, static_cast<std::size_t>(k));
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
            const auto score = inceptionScore(goldenMatrix(folder, "logits"), temperature,
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
    const FeatureRows rows{{1, 2}, {3, 5}, {-1, 0}};
    const FeatureRows repeated{{1, 2}, {1, 2}, {3, 5}, {-1, 0}, {-1, 0}, {-1, 0}};
    const std::vector<double> weights{2, 1, 3};
    const auto weighted = fitFeatures(rows, weights);
    const auto plain = fitFeatures(repeated);
    for (std::size_t i = 0; i < 2; ++i) RECAP_NEAR(weighted.mean[i], plain.mean[i], 1e-14, 0);
    for (std::size_t i = 0; i < 4; ++i) RECAP_NEAR(weighted.covariance[i], plain.covariance[i], 1e-13, 0);
}

void DistributionMetricsTest::permuting_images_leaves_the_statistics_unchanged() {
    auto rows = someFeatures(100, 1);
    const auto reference = fitFeatures(someFeatures(120, 2));
    const double before = frechetDistance(reference, fitFeatures(rows));
    std::reverse(rows.begin(), rows.end());
    RECAP_NEAR(frechetDistance(reference, fitFeatures(rows)), before, 1e-9, 0);
}

void DistributionMetricsTest::different_widths_are_refused() {
    QVERIFY_EXCEPTION_THROWN(frechetDistance(gaussian({0}, {1}), gaussian({0, 0}, {1, 1})), Error);
    QVERIFY_EXCEPTION_THROWN(fitFeatures({{1, 2}, {1}}), Error);
}

void DistributionMetricsTest::one_image_is_refused() {
    QVERIFY_EXCEPTION_THROWN(fitFeatures({{1, 2}}), Error);
}

void DistributionMetricsTest::inception_score_of_one_hot_posteriors_is_the_number_of_classes() {
    std::vector<std::vector<double>> logits(40, std::vector<double>(4, -1e6));
    for (std::size_t i = 0; i < logits.size(); ++i) logits[i][i % 4] = 0;
    RECAP_NEAR(inceptionScore(logits, 1, 2).mean, 4.0, 1e-12, 0);
}

void DistributionMetricsTest::inception_score_of_uniform_posteriors_is_one() {
    const std::vector<std::vector<double>> logits(20, std::vector<double>(7, 2.5));
    RECAP_NEAR(inceptionScore(logits).mean, 1.0, 1e-12, 0);
    RECAP_NEAR(inceptionScore(logits).std, 0.0, 1e-12, 0);
}
