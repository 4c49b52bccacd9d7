// SPDX-License-Identifier: GPL-3.0-or-later
#include "statistics_test.h"

#include "base/error.h"
#include "base/json.h"
#include "base/random.h"
#include "rating/agreement.h"
#include "rating/agreement_intervals.h"
#include "rating/bradley_terry.h"
#include "rating/clustered.h"
#include "rating/correlation.h"
#include "rating/davidson.h"
#include "rating/metric_agreement.h"
#include "rating/paired_comparison.h"
#include "rating/rater_quality.h"
#include "rating/significance.h"
#include "rating/wilcoxon.h"
#include "support/golden.h"

#include <QtTest/QTest>

#include <cmath>

using namespace recap;
using namespace recap::testing;

namespace {

struct Golden {
    std::filesystem::path folder = goldenRoot() / "stats/agreement_and_tests";
    Json expected = goldenCase(folder).at("expected");
    Json inputs = readJsonFile(folder / "inputs.json");
};

void compare(double actual, const Json& expected, const std::string& what, double absolute = 1e-10,
             double relative = 1e-8) {
    const double wanted = expected.get<double>();
    QVERIFY2(std::abs(actual - wanted) <= absolute + relative * std::abs(wanted),
             (what + ": got " + std::to_string(actual) + ", expected " + std::to_string(wanted)).c_str());
}

RatingTable tableOf(const Json& rows) {
    RatingTable table;
    for (const auto& row : rows) {
        auto& out = table.emplace_back();
        for (const auto& value : row)
            out.push_back(value.is_null() ? std::nullopt : std::optional(value.get<double>()));
    }
    return table;
}

std::vector<double> column(const Json& rows, std::size_t index) {
    std::vector<double> values;
    for (const auto& row : rows) values.push_back(row[index].get<double>());
    return values;
}

}  // namespace

void StatisticsTest::golden_wilson_intervals() {
    const Golden golden;
    const auto& cases = golden.inputs["wilson"];
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const double successes = cases[i][0].get<double>(), n = cases[i][1].get<double>();
        for (const auto& [key, z] : std::map<std::string, double>{{"wilson_95", kZ95}, {"wilson_99", kZ99}}) {
            const auto interval = wilsonInterval(successes, n, z);
            compare(interval.low, golden.expected[key][i][0], key);
            compare(interval.high, golden.expected[key][i][1], key);
        }
    }
}

void StatisticsTest::golden_agreement() {
    const Golden golden;
    const auto complete = tableOf(golden.inputs["ratings_complete"]);
    const auto missing = tableOf(golden.inputs["ratings_missing"]);
    const auto& e = golden.expected;
    compare(krippendorffAlpha(complete, Scale::Nominal), e["krippendorff_nominal_complete"], "nominal");
    compare(krippendorffAlpha(complete, Scale::Ordinal), e["krippendorff_ordinal_complete"], "ordinal");
    compare(krippendorffAlpha(complete, Scale::Interval), e["krippendorff_interval_complete"], "interval");
    compare(krippendorffAlpha(missing, Scale::Nominal), e["krippendorff_nominal_missing"], "nominal, missing");
    compare(krippendorffAlpha(missing, Scale::Ordinal), e["krippendorff_ordinal_missing"], "ordinal, missing");
    compare(krippendorffAlpha(missing, Scale::Interval), e["krippendorff_interval_missing"], "interval, missing");
    compare(fleissKappa(complete), e["fleiss_kappa"], "Fleiss");
    compare(randolphKappa(complete), e["randolph_kappa"], "Randolph");
    const auto first = column(golden.inputs["ratings_complete"], 0),
               second = column(golden.inputs["ratings_complete"], 1);
    compare(cohenKappa(first, second, KappaWeights::None), e["cohen_kappa_unweighted_raters_0_1"], "Cohen");
    compare(cohenKappa(first, second, KappaWeights::Linear), e["cohen_kappa_linear_raters_0_1"], "Cohen, linear");
    compare(cohenKappa(first, second, KappaWeights::Quadratic), e["cohen_kappa_quadratic_raters_0_1"],
            "Cohen, quadratic");
}

void StatisticsTest::golden_mcnemar_and_sign_tests() {
    const Golden golden;
    for (std::size_t i = 0; i < golden.inputs["mcnemar_tables"].size(); ++i) {
        const auto t = golden.inputs["mcnemar_tables"][i].get<std::vector<std::int64_t>>();
        const PairedTable table{t[0], t[1], t[2], t[3]};
        const auto& wanted = golden.expected["mcnemar_exact"][i];
        compare(mcnemarExactP(table), wanted["p"], "exact");
        compare(mcnemarApproximation(table).statistic, wanted["chi2_cc"], "chi-square");
        compare(mcnemarApproximation(table).p, wanted["p_chi2_cc"], "chi-square p");
    }
    for (std::size_t i = 0; i < golden.inputs["sign_test_wins_losses_ties"].size(); ++i) {
        const auto c = golden.inputs["sign_test_wins_losses_ties"][i].get<std::vector<std::int64_t>>();
        compare(signTestP(c[0], c[1]), golden.expected["sign_test_p"][i], "sign test");
    }
}

void StatisticsTest::golden_wilcoxon_tests() {
    const Golden golden;
    const auto tied = golden.inputs["wilcoxon_differences"].get<std::vector<double>>();
    const auto clean = golden.inputs["wilcoxon_no_ties"].get<std::vector<double>>();
    const auto check = [&](const std::string& key, const std::vector<double>& data, const WilcoxonOptions& options) {
        const auto result = wilcoxonSignedRank(data, options);
        compare(result.statistic, golden.expected["wilcoxon"].at(key)["statistic"], key + " statistic");
        compare(result.p, golden.expected["wilcoxon"].at(key)["p"], key + " p");
    };
    for (const bool continuity : {false, true}) {
        const std::string suffix = std::string("_approx_correction_") + (continuity ? "True" : "False");
        check("wilcox" + suffix, tied, {.zeros = ZeroDifferences::LeaveOut, .continuity = continuity});
        check("pratt" + suffix, tied, {.zeros = ZeroDifferences::Pratt, .continuity = continuity});
        check("zsplit" + suffix, tied, {.zeros = ZeroDifferences::Split, .continuity = continuity});
    }
    for (const bool exact : {true, false}) {
        const std::string prefix = exact ? "exact_no_ties_" : "approx_no_ties_";
        check(prefix + "two-sided", clean, {.alternative = Alternative::TwoSided, .exact = exact});
        check(prefix + "greater", clean, {.alternative = Alternative::Greater, .exact = exact});
        check(prefix + "less", clean, {.alternative = Alternative::Less, .exact = exact});
    }
}

void StatisticsTest::golden_p_value_corrections() {
    const Golden golden;
    const auto p = golden.inputs["p_values"].get<std::vector<double>>();
    const auto holm = holmAdjusted(p);
    const auto bh = benjaminiHochbergAdjusted(p);
    for (std::size_t i = 0; i < p.size(); ++i) {
        compare(holm[i], golden.expected["holm_adjusted"][i], "Holm");
        compare(bh[i], golden.expected["benjamini_hochberg_adjusted"][i], "Benjamini-Hochberg");
        QCOMPARE(holm[i] <= 0.05 + 1e-12, golden.expected["holm_reject_0.05"][i].get<bool>());
    }
}

void StatisticsTest::golden_correlations() {
    const Golden golden;
    const auto x = golden.inputs["pairs"][0].get<std::vector<double>>();
    const auto y = golden.inputs["pairs"][1].get<std::vector<double>>();
    const auto& e = golden.expected;
    compare(spearman(x, y).value, e["spearman"]["rho"], "rho");
    compare(spearman(x, y).p, e["spearman"]["p"], "rho p");
    compare(kendall(x, y).value, e["kendall_tau_b"]["tau"], "tau");
    compare(kendall(x, y).p, e["kendall_tau_b"]["p"], "tau p");
    compare(pearson(x, y).value, e["pearson"]["r"], "r");
    compare(pearson(x, y).p, e["pearson"]["p"], "r p");
    const auto exact = kendall(golden.inputs["pairs_no_ties"][0].get<std::vector<double>>(),
                               golden.inputs["pairs_no_ties"][1].get<std::vector<double>>());
    compare(exact.value, e["kendall_exact"]["tau"], "exact tau");
    compare(exact.p, e["kendall_exact"]["p"], "exact tau p");
}

void StatisticsTest::a_metric_agrees_with_people_pair_by_pair() {
    const std::vector<double> human{1, 1, 2, 3}, same{1, 2, 3, 4}, turned{4, 3, 2, 1}, flat{1, 5, 5, 5};
    const auto full = metricAgreement(same, human, 200);
    QCOMPARE(full.pairwise.value, 1.0);
    QCOMPARE(full.pairs, std::int64_t{5});  // people do not separate the first two
    QCOMPARE(full.spearman.value, spearman(same, human).value);
    QCOMPARE(full.kendall.value, kendall(same, human).value);
    QCOMPARE(metricAgreement(turned, human, 200).pairwise.value, 0.0);
    QCOMPARE(metricAgreement(flat, human, 200).pairwise.value, (1 + 1 + 0.5 + 0.5 + 0.5) / 5);
    QVERIFY(full.kendall.low <= full.kendall.value && full.kendall.value <= full.kendall.high + 1e-12);
    QCOMPARE(metricAgreement(same, human, 200).kendall.low, full.kendall.low);
    QVERIFY_EXCEPTION_THROWN(metricAgreement(same, std::vector<double>{1, 2}, 200), Error);
}

void StatisticsTest::golden_bradley_terry() {
    const Golden golden;
    const auto fit = fitBradleyTerry(golden.inputs["bradley_terry_wins"].get<std::vector<std::vector<double>>>());
    const auto& e = golden.expected["bradley_terry"];
    QVERIFY(fit.converged);
    compare(fit.negative_log_likelihood, e["negative_log_likelihood"], "likelihood", 1e-6);
    for (std::size_t i = 0; i < fit.log_strength.size(); ++i) {
        compare(fit.log_strength[i], e["log_strength_mean_zero"][i], "strength", 1e-6);
        compare(eloFromLogStrength(fit.log_strength[i]), e["elo_like_400_log10"][i], "elo", 2e-4);
    }
}

void StatisticsTest::wilson_interval_of_nothing_says_nothing() {
    QCOMPARE(wilsonInterval(0, 0).low, 0.0);
    QCOMPARE(wilsonInterval(0, 0).high, 1.0);
}

void StatisticsTest::alpha_is_one_when_all_agree_and_about_zero_for_coin_tosses() {
    RatingTable agree, coins;
    Random random(3);
    for (int i = 0; i < 2000; ++i) {
        const double shared = random.chance(0.5) ? 1 : 0;
        agree.push_back({shared, shared});
        coins.push_back({random.chance(0.5) ? 1.0 : 0.0, random.chance(0.5) ? 1.0 : 0.0});
    }
    QCOMPARE(krippendorffAlpha(agree, Scale::Nominal), 1.0);
    QVERIFY(std::abs(krippendorffAlpha(coins, Scale::Nominal)) < 0.08);
}

void StatisticsTest::alpha_without_pairs_is_undefined() {
    QVERIFY(std::isnan(krippendorffAlpha({{1.0, std::nullopt}, {std::nullopt, 2.0}}, Scale::Nominal)));
}

void StatisticsTest::fleiss_kappa_refuses_missing_ratings() {
    QVERIFY_EXCEPTION_THROWN(fleissKappa({{1.0, 2.0}, {1.0, std::nullopt}}), Error);
}

void StatisticsTest::exact_wilcoxon_of_all_positive_differences_is_two_over_two_to_the_n() {
    const std::vector<double> differences{1, 2, 3, 4, 5, 6};
    QCOMPARE(wilcoxonSignedRank(differences, {.exact = true}).p, 2.0 / 64);
}

void StatisticsTest::bradley_terry_of_an_unbeaten_system_does_not_converge() {
    QVERIFY(!fitBradleyTerry({{0, 5}, {0, 0}}).converged);
}

void StatisticsTest::twenty_raters_who_agree_count_as_one_for_each_prompt() {
    // Six prompts; on four of them all of twenty raters prefer one system, on two the other.
    std::vector<double> net;
    std::vector<ClusterSum> prompts;
    for (int prompt = 0; prompt < 6; ++prompt) {
        net.push_back(prompt < 4 ? 20 : -20);
        prompts.push_back({prompt < 4 ? 20.0 : 0.0, 20});
    }
    const auto test = clusterSignTest(net);
    QCOMPARE(test.wins, std::int64_t{4});
    QCOMPARE(test.losses, std::int64_t{2});
    QCOMPARE(test.p, 0.6875);
    QVERIFY2(signTestP(80, 40) < 0.0004, "pooled over raters the same answers seem to decide");
    const auto interval = clusterInterval(prompts);
    QCOMPARE(interval.clusters, std::int64_t{6});
    QCOMPARE(interval.value, 2.0 / 3);
    // Wilson's interval for four of six with the t distribution of five degrees of freedom.
    const auto wilson = wilsonInterval(4, 6, 2.570581835636314);
    QVERIFY(std::abs(interval.low - wilson.low) < 1e-9 && std::abs(interval.high - wilson.high) < 1e-9);
}

void StatisticsTest::one_answer_to_each_prompt_gives_wilsons_interval() {
    for (const int successes : {0, 3, 40, 400}) {
        std::vector<ClusterSum> prompts;
        for (int i = 0; i < 400; ++i) prompts.push_back({i < successes ? 1.0 : 0.0, 1});
        const auto interval = clusterInterval(prompts);
        const auto wilson = wilsonInterval(successes, 400);
        QVERIFY(std::abs(interval.low - wilson.low) < 1e-3 && std::abs(interval.high - wilson.high) < 1e-3);
    }
}

void StatisticsTest::unanimous_prompts_leave_room_for_others() {
    std::vector<ClusterSum> wins(12, {1, 1}), ties(12, {0, 1});
    const auto won = clusterInterval(wins, -1, 1), tied = clusterInterval(ties, -1, 1);
    QCOMPARE(won.high, 1.0);
    QVERIFY(won.low > 0.3 && won.low < 0.6);
    QCOMPARE(tied.value, 0.0);
    QVERIFY(tied.low < -0.1 && tied.high > 0.1);
    const std::vector<ClusterSum> single{{20, 20}};
    QCOMPARE(clusterInterval(single).low, 0.0);
    QCOMPARE(clusterInterval(single).high, 1.0);
    QCOMPARE(clusterInterval({}).clusters, std::int64_t{0});
    const std::vector<ClusterSum> unanswered{{1, 1}, {0, 0}, {0, 1}};
    QCOMPARE(clusterInterval(unanswered).clusters, std::int64_t{2});
}

void StatisticsTest::intervals_over_prompts_cover_what_intervals_over_answers_miss_data() {
    QTest::addColumn<int>("prompts");
    QTest::addColumn<int>("raters");
    QTest::newRow("few prompts, many raters") << 12 << 20;
    QTest::newRow("some of both") << 24 << 5;
    QTest::newRow("one rater") << 40 << 1;
}

void StatisticsTest::intervals_over_prompts_cover_what_intervals_over_answers_miss() {
    QFETCH(int, prompts);
    QFETCH(int, raters);
    constexpr int kStudies = 1000;
    Random random(5);
    int covered = 0, pooledCovered = 0, rejected = 0, pooledRejected = 0;
    for (int study = 0; study < kStudies; ++study) {
        std::vector<ClusterSum> sums(static_cast<std::size_t>(prompts));
        std::vector<double> net(static_cast<std::size_t>(prompts));
        std::int64_t wins = 0, answers = 0, nullWins = 0;
        for (int i = 0; i < prompts; ++i) {
            // Raters agree on a prompt more than chance: 0.95 or 0.25 prefer the system, 0.6 in the mean of prompts.
            const double share = random.chance(0.5) ? 0.95 : 0.25, fair = random.chance(0.5) ? 0.9 : 0.1;
            auto& sum = sums[static_cast<std::size_t>(i)];
            for (int rater = 0; rater < raters; ++rater) {
                sum.sum += random.chance(share) ? 1 : 0;
                sum.answers += 1;
                const bool win = random.chance(fair);
                nullWins += win ? 1 : 0;
                net[static_cast<std::size_t>(i)] += win ? 1 : -1;
            }
            wins += static_cast<std::int64_t>(sum.sum);
            answers += raters;
        }
        const auto interval = clusterInterval(sums);
        covered += interval.low <= 0.6 && 0.6 <= interval.high ? 1 : 0;
        const auto pooled = wilsonInterval(static_cast<double>(wins), static_cast<double>(answers));
        pooledCovered += pooled.low <= 0.6 && 0.6 <= pooled.high ? 1 : 0;
        rejected += clusterSignTest(net).p < 0.05 ? 1 : 0;
        pooledRejected += signTestP(nullWins, answers - nullWins) < 0.05 ? 1 : 0;
    }
    // 95 % with the error of a thousand studies; the sign test never rejects more often than it says.
    QVERIFY2(covered >= 930, std::to_string(covered).c_str());
    QVERIFY2(rejected <= 65, std::to_string(rejected).c_str());
    if (raters == 1) return;
    QVERIFY2(pooledCovered < 800, std::to_string(pooledCovered).c_str());
    QVERIFY2(pooledRejected > 200, std::to_string(pooledRejected).c_str());
}

void StatisticsTest::student_points_and_tails_are_inverse() {
    for (const double freedom : {1.0, 5.0, 30.0, 1e6})
        for (const double p : {0.5, 0.05, 1e-4})
            QVERIFY(std::abs(studentTwoSidedP(studentTwoSidedPoint(p, freedom), freedom) / p - 1) < 1e-9);
    QVERIFY(std::abs(studentTwoSidedPoint(0.05, 1e9) - kZ95) < 1e-6);
}

void StatisticsTest::gains_have_the_value_of_their_definition() {
    // Success of the first system on 28 of 100 prompts, of the second on 46: what is published as "64.3 %" is the
    // relative gain, 18 / 28.
    std::vector<PromptSuccess> prompts;
    for (int i = 0; i < 100; ++i) prompts.push_back({i < 28 ? 1.0 : 0.0, 1, i >= 20 && i < 66 ? 1.0 : 0.0, 1});
    const auto paired = comparePaired(prompts);
    QCOMPARE(paired.prompts, std::int64_t{100});
    QVERIFY(std::abs(paired.absolute.value - 0.18) < 1e-12);
    QVERIFY(std::abs(paired.relative.value - 18.0 / 28) < 1e-12);
    QVERIFY(std::abs(paired.error_reduction.value - 0.18 / 0.72) < 1e-12);
    QCOMPARE(paired.table.both, std::int64_t{8});
    QCOMPARE(paired.table.only_first, std::int64_t{20});
    QCOMPARE(paired.table.only_second, std::int64_t{38});
    QCOMPARE(paired.table.neither, std::int64_t{34});
    QCOMPARE(paired.mcnemar_p, signTestP(38, 20));
    QVERIFY(std::abs(paired.majority_difference.difference - 0.18) < 1e-12);
    for (const auto* gain : {&paired.absolute, &paired.relative, &paired.error_reduction})
        QVERIFY(gain->low > 0 && gain->low < gain->value && gain->value < gain->high);
    // Answers of several raters to a prompt are one unit, and prompts without an answer about one system none.
    std::vector<PromptSuccess> repeated;
    for (const auto& p : prompts) repeated.push_back({5 * p.first, 5, 5 * p.second, 5});
    repeated.push_back({3, 3, 0, 0});
    const auto pooled = comparePaired(repeated);
    QVERIFY(std::abs(pooled.absolute.low - paired.absolute.low) < 1e-9);
    QVERIFY(std::abs(pooled.relative.high - paired.relative.high) < 1e-9);
    // Where the first never succeeds there is no relative gain, and without any prompt nothing is known.
    const std::vector<PromptSuccess> never{{0, 1, 1, 1}, {0, 1, 0, 1}};
    QVERIFY(std::isnan(comparePaired(never).relative.value) && !std::isnan(comparePaired(never).absolute.value));
    QCOMPARE(comparePaired({}).absolute.low, -1.0);
}

void StatisticsTest::agreement_over_prompts_is_that_of_all_items() {
    Random random(4);
    std::vector<RatingTable> prompts;
    RatingTable all, complete;
    std::vector<double> first, second;
    for (int p = 0; p < 30; ++p) {
        auto& table = prompts.emplace_back();
        for (int item = 0; item < 2; ++item) {
            auto& row = table.emplace_back();
            for (int r = 0; r < 4; ++r)
                row.push_back(r < 2 || item == 0 || random.chance(0.5)
                                  ? std::optional(static_cast<double>(random.below(3) + (p % 2)))
                                  : std::nullopt);
            all.push_back(row);
            if (row[2] && row[3]) complete.push_back(row);
        }
    }
    for (const auto scale : {Scale::Nominal, Scale::Ordinal, Scale::Interval}) {
        const AgreementByPrompt agreement(prompts, scale);
        QVERIFY(std::abs(agreement.alphaJackknife().value - krippendorffAlpha(all, scale)) < 1e-12);
        // A prompt drawn twice, another not at all.
        std::vector<double> weights(prompts.size(), 1);
        weights[0] = 2;
        weights[1] = 0;
        RatingTable drawn(prompts[0]);
        for (std::size_t p = 0; p < prompts.size(); ++p)
            if (p != 1) drawn.insert(drawn.end(), prompts[p].begin(), prompts[p].end());
        QVERIFY(std::abs(agreement.alpha(weights) - krippendorffAlpha(drawn, scale)) < 1e-12);
    }
    const AgreementByPrompt nominal(prompts, Scale::Nominal);
    QCOMPARE(nominal.fleiss().items, std::ssize(complete));
    QVERIFY(std::abs(nominal.fleiss().value - fleissKappa(complete)) < 1e-12);
    // Two raters: their own kappa.
    std::vector<RatingTable> pairs;
    for (const auto& table : prompts)
        for (const auto& row : table) {
            first.push_back(*row[0]);
            second.push_back(*row[1]);
            pairs.push_back({{row[0], row[1]}});
        }
    for (const auto weights : {KappaWeights::None, KappaWeights::Linear, KappaWeights::Quadratic})
        QVERIFY(std::abs(meanCohenKappa(pairs, weights).value - cohenKappa(first, second, weights)) < 1e-12);
    QVERIFY(std::isnan(AgreementByPrompt({}, Scale::Nominal).fleiss().value));
    QVERIFY(std::isnan(meanCohenKappa({{{1.0, std::nullopt}}}, KappaWeights::None).value));
}

void StatisticsTest::careless_raters_are_told_by_repeats_speed_and_one_answer() {
    std::vector<RaterAnswer> answers;
    for (int i = 0; i < 20; ++i)
        answers.push_back({.answer = i % 5 == 4 ? "right" : "left",
                           .place = i % 5 == 4 ? "right" : "left",
                           .seconds = static_cast<double>(i)});
    for (int i = 0; i < 4; ++i) answers[static_cast<std::size_t>(i)].same = i == 0;
    const auto quality = raterQuality(answers);
    QCOMPARE(quality.answers, std::int64_t{20});
    QCOMPARE(quality.repeats, std::int64_t{4});
    QCOMPARE(quality.consistency, 0.25);
    QCOMPARE(quality.median_seconds, 9.5);
    QCOMPARE(quality.same_answer, 0.8);
    QCOMPARE(quality.longest_run, std::int64_t{4});
    QCOMPARE(quality.left, std::int64_t{16});
    QCOMPARE(quality.right, std::int64_t{4});
    QVERIFY(exclusionOf(quality, {}) == Exclusion::None && ExclusionRule{}.empty());
    QVERIFY(exclusionOf(quality, {.min_consistency = 0.3}) == Exclusion::Inconsistent);
    QVERIFY(exclusionOf(quality, {.min_consistency = 0.25}) == Exclusion::None);
    QVERIFY(exclusionOf(quality, {.min_seconds = 10}) == Exclusion::TooFast);
    QVERIFY(exclusionOf(quality, {.max_same_answer = 0.7}) == Exclusion::SameAnswer);
    // Too few answers or repeats leave nobody out.
    answers.resize(9);
    answers[0].same.reset();
    QVERIFY(exclusionOf(raterQuality(answers), {.min_consistency = 1, .min_seconds = 100, .max_same_answer = 0.1}) ==
            Exclusion::None);
    QVERIFY(std::isnan(raterQuality({}).median_seconds) && std::isnan(raterQuality({}).consistency));
}

void StatisticsTest::strengths_without_a_maximum_are_not_converged() {
    const auto fit = [](std::size_t systems, const std::vector<PairCounts>& pairs) {
        return fitDavidson(systems, std::vector<std::vector<PairCounts>>{pairs, pairs});
    };
    QVERIFY(fit(2, {{0, 1, 5, 3, 2}}).converged);
    QVERIFY(!fit(2, {{0, 1, 5, 0, 0}}).converged);                   // one wins everything
    QVERIFY(!fit(2, {{0, 1, 5, 0, 2}}).converged);                   // or ties
    QVERIFY(!fit(2, {{0, 1, 0, 0, 4}}).converged);                   // only ties
    QVERIFY(!fit(4, {{0, 1, 5, 3, 2}, {2, 3, 4, 4, 1}}).converged);  // nothing connects them
    QVERIFY(!fit(3, {{0, 1, 5, 3, 2}}).converged);                   // no answer about the third
    QVERIFY(!fit(2, {}).converged);
    // Without ties it is the Bradley-Terry model, and fair answers give equal strengths.
    const auto plain = fit(3, {{0, 1, 6, 2, 0}, {1, 2, 5, 3, 0}, {0, 2, 7, 4, 0}});
    const auto bradley = fitBradleyTerry({{0, 12, 14}, {4, 0, 10}, {8, 6, 0}});
    for (std::size_t i = 0; i < 3; ++i) QVERIFY(std::abs(plain.log_strength[i] - bradley.log_strength[i]) < 1e-9);
    QVERIFY(std::isinf(plain.log_nu) && plain.log_nu < 0);
    QVERIFY_EXCEPTION_THROWN(fit(2, {{0, 2, 1, 1, 0}}), Error);
}
