// SPDX-License-Identifier: GPL-3.0-or-later
#include "bootstrap_test.h"

#include "golden_table.h"

#include "base/random.h"
#include "metrics/bootstrap.h"

#include <numeric>

using namespace recap;
using namespace recap::testing;

namespace {

struct SuccessTable {
    std::vector<std::vector<double>> a, b, valid;

    double rate(const std::vector<std::vector<double>>& success, std::span<const double> weights) const {
        double sum = 0, count = 0;
        for (std::size_t p = 0; p < valid.size(); ++p)
            for (std::size_t i = 0; i < valid[p].size(); ++i) {
                sum += weights[p] * success[p][i] * valid[p][i];
                count += weights[p] * valid[p][i];
            }
        return sum / count;
    }

    double meanOfPromptMeans(const std::vector<std::vector<double>>& success, std::span<const double> weights) const {
        double sum = 0, count = 0;
        for (std::size_t p = 0; p < valid.size(); ++p) {
            double hits = 0, images = 0;
            for (std::size_t i = 0; i < valid[p].size(); ++i) {
                hits += success[p][i] * valid[p][i];
                images += valid[p][i];
            }
            if (images == 0) continue;
            sum += weights[p] * hits / images;
            count += weights[p];
        }
        return sum / count;
    }
};

}  // namespace

void BootstrapTest::golden_replicates_and_intervals_are_reproduced() {
    for (const auto& folder : goldenCasesThatExpect("stats", "ci95_percentile_linear")) {
        const auto expected = goldenCase(folder).at("expected");
        const double atol = 1e-12;
        const SuccessTable table{goldenMatrix(folder, "success_a"), goldenMatrix(folder, "success_b"),
                                 goldenMatrix(folder, "valid")};
        std::vector<PromptWeights> draws;
        for (const auto& row : goldenMatrix(folder, "resample_index")) {
            const std::vector<std::int32_t> indices(row.begin(), row.end());
            draws.push_back(weightsOfDraw(indices, table.valid.size()));
        }
        const auto difference = [&](std::span<const double> w) {
            return table.rate(table.b, w) - table.rate(table.a, w);
        };
        const auto replicates = bootstrapReplicates(draws, difference);
        for (std::size_t i = 0; i < expected["first_5_replicates"].size(); ++i)
            RECAP_NEAR(replicates[i], expected["first_5_replicates"][i].get<double>(), atol, 0);

        const Interval interval = bootstrapInterval(draws, table.valid.size(), difference);
        RECAP_NEAR(interval.value, expected["difference_pooled"].get<double>(), atol, 0);
        RECAP_NEAR(interval.low, expected["ci95_percentile_linear"][0].get<double>(), atol, 0);
        RECAP_NEAR(interval.high, expected["ci95_percentile_linear"][1].get<double>(), atol, 0);
        const Interval basic = basicInterval(interval.value, replicates);
        RECAP_NEAR(basic.low, expected["ci95_basic"][0].get<double>(), atol, 0);
        RECAP_NEAR(basic.high, expected["ci95_basic"][1].get<double>(), atol, 0);
        RECAP_NEAR(bootstrapStandardError(replicates), expected["bootstrap_se_ddof1"].get<double>(), atol, 0);
        RECAP_NEAR(bootstrapTwoSidedP(replicates), expected["two_sided_p_2min"].get<double>(), atol, 0);

        const Interval means = pairedDifference(
            draws, table.valid.size(), [&](auto w) { return table.meanOfPromptMeans(table.a, w); },
            [&](auto w) { return table.meanOfPromptMeans(table.b, w); });
        RECAP_NEAR(means.low, expected["ci95_percentile_of_mean_of_prompt_means"][0].get<double>(), atol, 0);
        RECAP_NEAR(means.high, expected["ci95_percentile_of_mean_of_prompt_means"][1].get<double>(), atol, 0);
    }
}

void BootstrapTest::quantile_interpolates_between_order_statistics() {
    QCOMPARE(quantile({4, 1, 3, 2}, 0.5), 2.5);
    QCOMPARE(quantile({4, 1, 3, 2}, 0.0), 1.0);
    QCOMPARE(quantile({4, 1, 3, 2}, 1.0), 4.0);
    QCOMPARE(quantile({10, 20}, 0.25), 12.5);
    QVERIFY(std::isnan(quantile({}, 0.5)));
}

void BootstrapTest::draws_hold_as_many_prompts_as_there_are_and_follow_the_seed() {
    const auto draws = drawPromptWeights(30, 50, 7);
    QCOMPARE(draws.size(), std::size_t{50});
    for (const auto& draw : draws) QCOMPARE(std::accumulate(draw.begin(), draw.end(), 0.0), 30.0);
    QCOMPARE(drawPromptWeights(30, 50, 7), draws);
    QVERIFY(drawPromptWeights(30, 50, 8) != draws);
}

void BootstrapTest::draws_one_after_the_other_are_those_of_all_together() {
    // Undefined where the first prompt was not drawn; such draws keep their place.
    const auto statistic = [](std::span<const double> weights) {
        double sum = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * static_cast<double>(i * i);
        return weights[0] > 0 ? sum : NAN;
    };
    const auto draws = drawPromptWeights(37, 200, 11);
    const auto one = drawnReplicates(37, 200, 11, statistic);
    QCOMPARE(one.size(), draws.size());
    int undefined = 0;
    for (std::size_t i = 0; i < draws.size(); ++i) {
        const double expected = statistic(draws[i]);
        undefined += std::isnan(expected) ? 1 : 0;
        QVERIFY(std::isnan(expected) ? std::isnan(one[i]) : one[i] == expected);
    }
    QVERIFY(undefined > 0 && undefined < 150);
}

void BootstrapTest::shifted_interval_surrounds_a_biased_statistic() {
    // Replicates of a statistic that resampling raises by 5: the plain interval misses the value.
    const std::vector<double> replicates{14, 15, 16};
    QVERIFY(percentileInterval(10, replicates).low > 10);
    const Interval shifted = shiftedInterval(10, replicates);
    QVERIFY(shifted.low < 10 && shifted.high > 10);
    RECAP_NEAR(shifted.high - shifted.low,
               percentileInterval(10, replicates).high - percentileInterval(10, replicates).low, 1e-12, 0);
}

void BootstrapTest::paired_difference_of_a_system_with_itself_is_zero() {
    const auto draws = drawPromptWeights(20, 100, 3);
    const auto statistic = [](std::span<const double> w) { return w[0] * 2 + w[1]; };
    const Interval difference = pairedDifference(draws, 20, statistic, statistic);
    QCOMPARE(difference.value, 0.0);
    QCOMPARE(difference.low, 0.0);
    QCOMPARE(difference.high, 0.0);
}

void BootstrapTest::interval_of_a_mean_covers_its_expectation_in_about_95_of_100_samples() {
    Random random(11);
    int covered = 0;
    constexpr int kSamples = 200;
    for (int s = 0; s < kSamples; ++s) {
        std::vector<double> values(60);
        for (auto& value : values) value = random.uniform();
        const auto draws = drawPromptWeights(values.size(), 400, static_cast<std::uint64_t>(s));
        const Interval interval = bootstrapInterval(draws, values.size(), [&](std::span<const double> w) {
            return std::inner_product(values.begin(), values.end(), w.begin(), 0.0) / 60.0;
        });
        covered += interval.low <= 0.5 && 0.5 <= interval.high ? 1 : 0;
    }
    QVERIFY2(covered >= 178 && covered <= 200, QByteArray::number(covered).constData());
}
