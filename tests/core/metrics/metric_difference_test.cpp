// SPDX-License-Identifier: GPL-3.0-or-later
#include "metric_difference_test.h"

#include "golden_table.h"
#include "support/simulated_model.h"

#include "base/error.h"
#include "base/random.h"
#include "metrics/interval_rules.h"
#include "metrics/metric_difference.h"

#include <QtTest/QTest>

#include <cmath>
#include <numbers>
#include <numeric>

using namespace recap;
using namespace recap::testing;

namespace {

constexpr int kStudies = 2000;

// Shares of `kStudies` studies.
struct Outcome {
    double separated = 0, covered = 0;
};

// Two models of 100 prompts that are `shift` apart. What makes a prompt hard is shared and three times as large as what
// is not.
Outcome outcomeOf(IntervalRule rule, double shift) {
    constexpr std::size_t kPrompts = 100;
    const SimulatedDraws draws(rule, kPrompts, 600);
    Random random(rule == IntervalRule::Jackknife ? 5 : 6);
    Outcome outcome;
    for (int study = 0; study < kStudies; ++study) {
        std::vector<double> first(kPrompts), second(kPrompts);
        for (std::size_t i = 0; i < kPrompts; ++i) {
            const double prompt = 3 * random.normal();
            first[i] = prompt + random.normal();
            second[i] = prompt + random.normal() + shift;
        }
        const auto difference = metricDifference(draws.meanOf(first), draws.meanOf(second));
        outcome.separated += difference.p <= 0.05 ? 1.0 / kStudies : 0;
        outcome.covered += difference.low <= shift && shift <= difference.high ? 1.0 / kStudies : 0;
    }
    return outcome;
}

void addRules() {
    QTest::addColumn<int>("rule");
    QTest::newRow("percentiles") << static_cast<int>(IntervalRule::Bootstrap);
    QTest::newRow("shifted percentiles") << static_cast<int>(IntervalRule::ShiftedBootstrap);
    QTest::newRow("jackknife") << static_cast<int>(IntervalRule::Jackknife);
}

std::string outside(double share) {
    return "the share is " + std::to_string(share);
}

MetricValue valueWith(double value, std::vector<double> draws, IntervalRule rule = IntervalRule::Bootstrap) {
    MetricValue out;
    out.name = "soa_c";
    out.value = value;
    out.draws = std::move(draws);
    out.prompts = 100;
    out.interval = rule;
    return out;
}

}  // namespace

void MetricDifferenceTest::students_t_has_its_published_points() {
    // Closed forms of one and two degrees of freedom.
    RECAP_NEAR(studentPoint(0.95, 1), std::tan(std::numbers::pi * 0.475), 1e-9, 0);
    RECAP_NEAR(studentPoint(0.95, 2), 0.95 * std::sqrt(2 / (1 - 0.95 * 0.95)), 1e-9, 0);
    // Tables: 4, 19 and 120 degrees.
    RECAP_NEAR(studentPoint(0.95, 4), 2.7764, 5e-5, 0);
    RECAP_NEAR(studentPoint(0.95, 19), 2.0930, 5e-5, 0);
    RECAP_NEAR(studentPoint(0.95, 120), 1.9799, 5e-5, 0);
    RECAP_NEAR(studentPoint(0.95, 1000000), normalQuantile(0.975), 1e-5, 0);
    for (const std::int64_t degrees : {1, 2, 7, 30})
        RECAP_NEAR(studentTail(studentPoint(0.99, degrees), degrees), 0.01, 1e-9, 0);
    QCOMPARE(studentTail(0, 9), 1.0);
    RECAP_NEAR(normalTail(1.959963984540054), 0.05, 1e-12, 0);
}

void MetricDifferenceTest::p_counts_one_more_draw_than_there_were() {
    for (const auto& folder : goldenCasesThatExpect("stats", "two_sided_p_2min")) {
        const auto json = goldenCase(folder);
        const double plain = json.at("expected").at("two_sided_p_2min").get<double>();
        const auto draws = goldenMatrix(folder, "resample_index");
        const auto a = goldenMatrix(folder, "success_a"), b = goldenMatrix(folder, "success_b"),
                   valid = goldenMatrix(folder, "valid");
        std::vector<double> replicates;
        for (const auto& draw : draws) {
            double difference = 0, count = 0;
            for (const double index : draw)
                for (std::size_t i = 0; i < valid[0].size(); ++i) {
                    const auto p = static_cast<std::size_t>(index);
                    difference += valid[p][i] * (b[p][i] - a[p][i]);
                    count += valid[p][i];
                }
            replicates.push_back(difference / count);
        }
        const auto all = static_cast<double>(replicates.size());
        RECAP_NEAR(percentileTwoSidedP(replicates), (plain * all + 2) / (all + 1), 1e-12, 0);
    }
    QCOMPARE(percentileTwoSidedP({1, 2, 3}), 0.5);  // no draw at or below zero: 2 (1 + 0) / (3 + 1)
    QCOMPARE(percentileTwoSidedP({0, 0, 0}), 1.0);
    QVERIFY(std::isnan(percentileTwoSidedP({})));
}

void MetricDifferenceTest::a_jackknife_of_a_mean_is_the_t_test_of_its_groups() {
    // Twenty groups of one prompt: the jackknife of a mean is the mean with its usual standard error.
    const SimulatedDraws draws(IntervalRule::Jackknife, 20, 0);
    Random random(3);
    std::vector<double> first(20), second(20);
    double sum = 0, squares = 0;
    for (std::size_t i = 0; i < 20; ++i) {
        first[i] = random.normal();
        second[i] = first[i] + random.normal() + 0.4;
        sum += second[i] - first[i];
    }
    for (std::size_t i = 0; i < 20; ++i) squares += std::pow(second[i] - first[i] - sum / 20, 2);
    const double error = std::sqrt(squares / 19 / 20);
    const auto difference = metricDifference(draws.meanOf(first), draws.meanOf(second));
    RECAP_NEAR(difference.value, sum / 20, 1e-12, 0);
    RECAP_NEAR(difference.standard_error, error, 1e-12, 0);
    RECAP_NEAR(difference.p, studentTail(sum / 20 / error, 19), 1e-12, 0);
    RECAP_NEAR(difference.high - difference.value, studentPoint(0.95, 19) * error, 1e-9, 0);
}

void MetricDifferenceTest::interval_and_p_decide_alike_by_every_rule_data() {
    addRules();
}

void MetricDifferenceTest::interval_and_p_decide_alike_by_every_rule() {
    QFETCH(int, rule);
    const SimulatedDraws draws(static_cast<IntervalRule>(rule), 80, 1000);
    Random random(8);
    int apart = 0, alike = 0;
    constexpr int kPairs = 300;
    for (int pair = 0; pair < kPairs; ++pair) {
        std::vector<double> first(80), second(80);
        for (auto& value : first) value = random.normal();
        for (auto& value : second) value = random.normal() + 0.3;
        const auto difference = metricDifference(draws.meanOf(first), draws.meanOf(second));
        const bool excludes = difference.low > 0 || difference.high < 0;
        apart += excludes ? 1 : 0;
        alike += excludes == (difference.p <= 0.05) ? 1 : 0;
    }
    QVERIFY2(apart > kPairs / 4 && apart < 3 * kPairs / 4, "the case decides nothing");
    // Of draws the ends of an interval lie between two of them; a normal p does not know the shape of the draws.
    QVERIFY2(alike >= kPairs * 97 / 100, qPrintable(QString::number(alike)));
}

void MetricDifferenceTest::the_difference_of_a_model_with_itself_is_zero_and_p_is_one() {
    for (const auto rule : {IntervalRule::Bootstrap, IntervalRule::ShiftedBootstrap, IntervalRule::Jackknife}) {
        const SimulatedDraws draws(rule, 40, 200);
        std::vector<double> values(40);
        std::iota(values.begin(), values.end(), 1.0);
        const auto model = draws.meanOf(values);
        const auto difference = metricDifference(model, model);
        QCOMPARE(difference.value, 0.0);
        QCOMPARE(difference.low, 0.0);
        QCOMPARE(difference.high, 0.0);
        QCOMPARE(difference.p, 1.0);
    }
}

void MetricDifferenceTest::rounding_alone_is_no_difference() {
    const auto jitter = [](double value) { return value + 1e-14; };
    for (const auto rule : {IntervalRule::Bootstrap, IntervalRule::Jackknife}) {
        const std::vector<double> draws{70.1, 70.4, 69.8, 70.0};
        std::vector<double> other;
        for (const double draw : draws) other.push_back(jitter(draw));
        const auto difference = metricDifference(valueWith(70, draws, rule), valueWith(jitter(70), other, rule));
        QCOMPARE(difference.value, 0.0);
        QCOMPARE(difference.p, 1.0);
    }
}

void MetricDifferenceTest::a_side_without_a_value_gives_the_reason() {
    auto none = valueWith(NAN, {});
    none.undefined = message("no prompt states a relation");
    for (const auto& difference :
         {metricDifference(none, valueWith(1, {1, 2})), metricDifference(valueWith(1, {1}), none)}) {
        QCOMPARE(difference.undefined.english(), std::string("no prompt states a relation"));
        QVERIFY(std::isnan(difference.value) && std::isnan(difference.p));
    }
}

void MetricDifferenceTest::other_prompts_or_draws_are_refused() {
    auto fewer = valueWith(1, {1, 2, 3});
    fewer.prompts = 99;
    QVERIFY_EXCEPTION_THROWN(metricDifference(valueWith(1, {1, 2, 3}), fewer), Error);
    QVERIFY_EXCEPTION_THROWN(metricDifference(valueWith(1, {1, 2, 3}), valueWith(1, {1, 2})), Error);
    auto other = valueWith(1, {1, 2, 3});
    other.name = "ca";
    QVERIFY_EXCEPTION_THROWN(metricDifference(valueWith(1, {1, 2, 3}), other), Error);
}

void MetricDifferenceTest::few_prompts_carry_a_warning() {
    auto few = valueWith(1, {1, 2, 3});
    QVERIFY(metricDifference(few, few).warning.empty());
    few.prompts = kFewPrompts - 1;
    QVERIFY(metricDifference(few, few).warning.english().find("here are 29") != std::string::npos);
    few.interval = IntervalRule::Jackknife;  // which knows how few groups there are
    QVERIFY(metricDifference(few, few).warning.empty());
}

void MetricDifferenceTest::equal_models_are_separated_in_about_five_of_a_hundred_studies_data() {
    addRules();
}

void MetricDifferenceTest::equal_models_are_separated_in_about_five_of_a_hundred_studies() {
    QFETCH(int, rule);
    // Of 2,000 studies 5 % are 100 with a standard deviation of 10.
    const double share = outcomeOf(static_cast<IntervalRule>(rule), 0).separated;
    QVERIFY2(share > 0.035 && share < 0.07, outside(share).c_str());
}

void MetricDifferenceTest::intervals_cover_the_true_difference_in_about_95_of_100_studies_data() {
    addRules();
}

void MetricDifferenceTest::intervals_cover_the_true_difference_in_about_95_of_100_studies() {
    QFETCH(int, rule);
    const double share = outcomeOf(static_cast<IntervalRule>(rule), 0.3).covered;
    QVERIFY2(share > 0.93 && share < 0.97, outside(share).c_str());
}

void MetricDifferenceTest::pairing_finds_what_intervals_of_each_model_hide() {
    const SimulatedDraws draws(IntervalRule::Bootstrap, 100, 1000);
    Random random(12);
    std::vector<double> first(100), second(100);
    for (std::size_t i = 0; i < 100; ++i) {
        first[i] = 10 * random.normal();
        second[i] = first[i] + 1 + random.normal();
    }
    const auto a = draws.meanOf(first), b = draws.meanOf(second);
    QVERIFY(b.low < a.high);
    const auto difference = metricDifference(a, b);
    QVERIFY(difference.low > 0 && difference.p < 0.01);
}

void MetricDifferenceTest::the_prompts_that_are_needed_give_the_power_that_was_asked_for() {
    // Differences of mean 0.5 and deviation 2: of 40 prompts their error is 2 / sqrt(40).
    const auto needed = static_cast<std::size_t>(std::ceil(promptsNeeded(0.5, 2 / std::sqrt(40.0), 40)));
    QCOMPARE(needed, std::size_t{126});  // (2.8016 2 / 0.5)^2
    const SimulatedDraws draws(IntervalRule::ShiftedBootstrap, needed, 300);
    Random random(21);
    double found = 0;
    const std::vector<double> zero(needed, 0.0);
    for (int study = 0; study < kStudies; ++study) {
        std::vector<double> differences(needed);
        for (auto& value : differences) value = 0.5 + 2 * random.normal();
        found += metricDifference(draws.meanOf(zero), draws.meanOf(differences)).p <= 0.05 ? 1.0 / kStudies : 0;
    }
    QVERIFY2(found > 0.77 && found < 0.84, outside(found).c_str());
}

void MetricDifferenceTest::needed_prompts_follow_the_rule_of_the_standard_error() {
    // A difference of exactly 2.80 standard errors has enough prompts; of half as many it needs four times as many.
    const double enough = normalQuantile(0.975) + normalQuantile(0.8);
    RECAP_NEAR(promptsNeeded(enough, 1, 50), 50, 1e-9, 0);
    RECAP_NEAR(promptsNeeded(-enough / 2, 1, 50), 200, 1e-9, 0);
    QVERIFY(promptsNeeded(1, 1, 50, 0.05 / 15) > promptsNeeded(1, 1, 50, 0.05));
    QVERIFY(std::isinf(promptsNeeded(0, 1, 50)));
    QVERIFY(std::isnan(promptsNeeded(1, NAN, 50)));
}
