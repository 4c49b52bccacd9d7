// SPDX-License-Identifier: GPL-3.0-or-later
#include "simulation_test.h"

#include "base/random.h"
#include "rating/agreement_intervals.h"
#include "rating/clustered.h"
#include "rating/davidson.h"
#include "rating/paired_comparison.h"
#include "rating/power.h"
#include "rating/response.h"
#include "rating/stopping.h"
#include "rating/wilcoxon.h"

#include <QtTest/QTest>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

using namespace recap;

namespace {

constexpr int kStudies = 2000;

// Raters and prompts each lean to one side by a fixed amount, one half of them either way, so that the mean over both
// is known. What raters are asked of a study is what they would say on other prompts of the same kind.
struct World {
    double win = 0.5;     // share of the decided answers that prefer the second system
    double ties = 0;      // share of the answers that prefer neither
    double both_bad = 0;  // of the ties: how many are "both bad"
    double prompt = 0;    // by how much a prompt leans
    double rater = 0;     // by how much a rater leans; an even number of raters
    int prompts = 60, raters = 4;

    std::vector<Tally> study(Random& random) const {
        std::vector<Tally> tallies(static_cast<std::size_t>(prompts));
        for (auto& tally : tallies) {
            const double lean = random.chance(0.5) ? prompt : -prompt;
            for (int r = 0; r < raters; ++r) tally.add(answer(random, win + lean + (r % 2 == 0 ? rater : -rater)));
        }
        return tallies;
    }
    Outcome answer(Random& random, double chance) const {
        if (random.chance(ties)) return random.chance(both_bad) ? Outcome::BothBad : Outcome::Tie;
        return random.chance(chance) ? Outcome::Second : Outcome::First;
    }
    double net() const { return (1 - ties) * (2 * win - 1); }
    double success(bool first) const { return (1 - ties) * (first ? 1 - win : win) + ties * (1 - both_bad); }
};

std::vector<ClusterSum> netOf(const std::vector<Tally>& tallies) {
    std::vector<ClusterSum> sums;
    for (const auto& t : tallies)
        sums.push_back({static_cast<double>(t.second - t.first), static_cast<double>(t.answered())});
    return sums;
}

std::vector<PromptSuccess> successOf(const std::vector<Tally>& tallies) {
    std::vector<PromptSuccess> prompts;
    for (const auto& t : tallies) {
        const auto n = static_cast<double>(t.answered());
        prompts.push_back({static_cast<double>(t.successes(true)), n, static_cast<double>(t.successes(false)), n});
    }
    return prompts;
}

struct Share {
    int hits = 0, of = 0;
    void add(bool hit) {
        hits += hit ? 1 : 0;
        ++of;
    }
    double value() const { return static_cast<double>(hits) / std::max(1, of); }
};

void requireBetween(const Share& share, double low, double high, const char* what) {
    QVERIFY2(
        share.of > 0 && share.value() >= low && share.value() <= high,
        (std::string(what) + ": " + std::to_string(100 * share.value()) + " % of " + std::to_string(share.of)).c_str());
}

template <class Interval>
bool covers(const Interval& interval, double truth) {
    return interval.low <= truth && truth <= interval.high;
}

}  // namespace

void SimulationTest::intervals_of_studies_cover_the_truth_data() {
    QTest::addColumn<int>("prompts");
    QTest::addColumn<int>("raters");
    QTest::addColumn<double>("prompt");
    QTest::addColumn<double>("rater");
    QTest::newRow("one rater") << 100 << 1 << 0.3 << 0.0;
    QTest::newRow("raters and prompts that lean") << 60 << 4 << 0.25 << 0.1;
    QTest::newRow("many raters on few prompts") << 24 << 10 << 0.2 << 0.1;
}

void SimulationTest::intervals_of_studies_cover_the_truth() {
    World world{.win = 0.6, .ties = 0.2, .both_bad = 0.5};
    QFETCH(int, prompts);
    QFETCH(int, raters);
    QFETCH(double, prompt);
    QFETCH(double, rater);
    world.prompts = prompts;
    world.raters = raters;
    world.prompt = prompt;
    world.rater = rater;
    const double first = world.success(true), second = world.success(false);
    Random random(11);
    Share net, winShare, success, absolute, relative, errors;
    for (int study = 0; study < kStudies; ++study) {
        const auto tallies = world.study(random);
        net.add(covers(clusterInterval(netOf(tallies), -1), world.net()));
        std::vector<ClusterSum> wins, successes;
        for (const auto& t : tallies) {
            wins.push_back({static_cast<double>(t.second), static_cast<double>(t.first + t.second)});
            successes.push_back({static_cast<double>(t.successes(false)), static_cast<double>(t.answered())});
        }
        winShare.add(covers(clusterInterval(wins), world.win));
        success.add(covers(clusterInterval(successes), second));
        const auto paired = comparePaired(successOf(tallies));
        absolute.add(covers(paired.absolute, second - first));
        relative.add(covers(paired.relative, second / first - 1));
        errors.add(covers(paired.error_reduction, (second - first) / (1 - first)));
    }
    requireBetween(net, 0.93, 0.97, "net win");
    requireBetween(winShare, 0.93, 0.97, "win share");
    requireBetween(success, 0.93, 0.97, "success");
    requireBetween(absolute, 0.93, 0.97, "absolute gain");
    requireBetween(relative, 0.93, 0.97, "relative gain");
    requireBetween(errors, 0.93, 0.97, "error reduction");
}

void SimulationTest::a_study_without_a_difference_is_significant_in_five_of_a_hundred_data() {
    intervals_of_studies_cover_the_truth_data();
}

void SimulationTest::a_study_without_a_difference_is_significant_in_five_of_a_hundred() {
    World world{.win = 0.5, .ties = 0.2};
    QFETCH(int, prompts);
    QFETCH(int, raters);
    QFETCH(double, prompt);
    QFETCH(double, rater);
    world.prompts = prompts;
    world.raters = raters;
    world.prompt = prompt;
    world.rater = rater;
    Random random(12);
    Share interval, sign, mcnemar, wilcoxon;
    for (int study = 0; study < kStudies; ++study) {
        const auto tallies = world.study(random);
        interval.add(!covers(clusterInterval(netOf(tallies), -1), 0));
        std::vector<double> net, means;
        for (const auto& t : tallies) {
            net.push_back(static_cast<double>(t.second - t.first));
            means.push_back(net.back() / static_cast<double>(std::max<std::int64_t>(1, t.answered())));
        }
        sign.add(clusterSignTest(net).p <= 0.05);
        wilcoxon.add(wilcoxonSignedRank(means).p <= 0.05);
        mcnemar.add(comparePaired(successOf(tallies)).mcnemar_p <= 0.05);
    }
    requireBetween(interval, 0.03, 0.07, "interval of the net win");
    requireBetween(wilcoxon, 0.03, 0.07, "Wilcoxon");
    // Exact tests stay below their level, because counts are whole.
    requireBetween(sign, 0.01, 0.06, "sign test");
    requireBetween(mcnemar, 0.005, 0.06, "McNemar");
}

void SimulationTest::whoever_looks_after_every_prompt_is_misled_in_five_of_a_hundred_at_most() {
    constexpr int kPrompts = 300;
    Random random(13);
    Share anytime, fixed, afterTies;
    for (int study = 0; study < kStudies; ++study) {
        SequentialTest test({}), ties({});
        World world{.win = 0.5, .prompt = 0.4};
        std::int64_t wins = 0;
        bool looked = false;
        for (int i = 1; i <= kPrompts; ++i) {
            const double lean = random.chance(0.5) ? world.prompt : -world.prompt;
            const bool win = random.chance(world.win + lean);
            wins += win ? 1 : 0;
            test.add(win ? 1 : 0);
            ties.add(random.chance(0.4) ? 0.5 : win ? 1 : 0);
            looked = looked || (i >= 10 && signTestP(wins, i - wins) <= 0.05);
        }
        anytime.add(test.decision() != Decision::Undecided);
        afterTies.add(ties.decision() != Decision::Undecided);
        fixed.add(looked);
    }
    requireBetween(anytime, 0.001, 0.05, "wrong decisions");
    requireBetween(afterTies, 0.001, 0.05, "wrong decisions, with ties");
    QVERIFY2(fixed.value() > 0.2, "a test for a fixed number of answers misleads whoever looks at it all the time");
}

void SimulationTest::a_clear_difference_is_decided_with_a_part_of_the_answers() {
    // Of a plan of 200 prompts, for which the sign test at its end has a power of 79 % at a win rate of 60 %.
    constexpr int kPrompts = 200;
    struct Case {
        double win, decided, answers;  // at least such a share is decided, with at most this share of the answers
    };
    for (const auto& c : {Case{0.6, 0.3, 0.85}, Case{0.7, 0.9, 0.5}, Case{0.8, 0.99, 0.2}}) {
        Random random(14);
        Share decided;
        double answers = 0;
        for (int study = 0; study < kStudies; ++study) {
            SequentialTest test({});
            while (test.count() < kPrompts && test.decision() == Decision::Undecided)
                test.add(random.chance(c.win) ? 1 : 0);
            QVERIFY(test.decision() != Decision::Equivalent);
            decided.add(test.decision() == Decision::SecondBetter);
            answers += static_cast<double>(test.count()) / kPrompts / kStudies;
        }
        qInfo("win rate %.0f %%: decided in %.1f %% of the studies, with %.1f %% of the answers on average",
              100 * c.win, 100 * decided.value(), 100 * answers);
        QVERIFY2(decided.value() >= c.decided && answers <= c.answers,
                 (std::to_string(decided.value()) + " " + std::to_string(answers)).c_str());
    }
}

void SimulationTest::equal_systems_are_found_equivalent_and_others_are_not() {
    constexpr double kMargin = 0.2;
    const auto claimed = [&](double win, bool sequential) {
        World world{.win = win, .ties = 0.5, .prompt = 0.1, .prompts = 400, .raters = 1};
        Random random(15);
        Share share;
        for (int study = 0; study < kStudies / 2; ++study) {
            const auto tallies = world.study(random);
            if (!sequential) {
                share.add(clusterEquivalence(netOf(tallies), -1, 1, kMargin).p <= 0.05);
                continue;
            }
            SequentialTest test({.alpha = 0.05, .margin = kMargin / 2});
            for (const auto& t : tallies) test.add((1 + static_cast<double>(t.second - t.first)) / 2);
            share.add(test.decision() == Decision::Equivalent);
        }
        return share;
    };
    // A net win of 0, and of the margin itself.
    const double atMargin = 0.5 + kMargin / 2 / 0.5;
    QVERIFY2(claimed(0.5, false).value() > 0.95, "equal systems");
    QVERIFY2(claimed(0.5, true).value() > 0.8, "equal systems, looked at all the time");
    requireBetween(claimed(atMargin, false), 0.02, 0.07, "a difference of the margin");
    requireBetween(claimed(atMargin, true), 0.0, 0.05, "a difference of the margin, looked at all the time");
}

void SimulationTest::power_is_what_simulated_studies_have() {
    struct Case {
        StudyPlanFacts plan;
        double win;
    };
    for (const auto& c : {Case{{200, 3, 0.2, 0.2}, 0.58}, Case{{100, 1, 0, 0}, 0.6}, Case{{60, 5, 0.3, 0.5}, 0.65}}) {
        Random random(16);
        Share seen;
        // With an intraclass correlation r, a prompt draws its answers from an urn: each repeats an earlier one with
        // chance r-weighted odds (Polya), which gives the beta-binomial distribution.
        const double strength = c.plan.agreement > 0 ? (1 - c.plan.agreement) / c.plan.agreement : 0;
        for (int study = 0; study < kStudies; ++study) {
            std::vector<double> net;
            for (int p = 0; p < c.plan.prompts; ++p) {
                double wins = 0, losses = 0;
                for (int r = 0; r < c.plan.answers_per_prompt; ++r) {
                    if (random.chance(c.plan.tie_share)) continue;
                    const double chance = strength > 0 ? (c.win * strength + wins) / (strength + wins + losses) : c.win;
                    (random.chance(chance) ? wins : losses) += 1;
                }
                net.push_back(wins - losses);
            }
            seen.add(clusterSignTest(net).p <= 0.05);
        }
        const double power = studyPower(c.plan, c.win);
        requireBetween(seen, power - 0.03, power + 0.03, ("power " + std::to_string(power)).c_str());
    }
    const StudyPlanFacts plan{200, 3, 0, 0.2};
    const double visible = visibleWinRate(plan);
    QVERIFY(studyPower(plan, visible) >= 0.8 && studyPower(plan, visible - 0.005) < 0.8);
    const auto prompts = promptsFor(plan, visible);
    QVERIFY(prompts && std::abs(static_cast<double>(*prompts - 200)) < 20);
    QCOMPARE(powerSentence({200, 3, 0, 0.2}, 0.58).english(),
             QString("With 200 prompts and 3 answers to each, a true win rate of 58 % is seen about %1 times of 10.")
                 .arg(std::lround(10 * studyPower({200, 3, 0, 0.2}, 0.58)))
                 .toStdString());
}

void SimulationTest::strengths_of_systems_are_covered_where_prompts_differ() {
    const std::vector<double> strength{0.4, 0.1, -0.5};
    const double nu = std::exp(-0.5);
    constexpr int kPrompts = 60, kRaters = 4;
    Random random(17);
    Share robust, naive;
    // What the pooled model estimates where each prompt shifts every comparison: found by one very large study.
    const auto study = [&](int prompts) {
        std::vector<std::vector<PairCounts>> clusters;
        for (int p = 0; p < prompts; ++p) {
            auto& cluster = clusters.emplace_back();
            for (std::size_t i = 0; i < strength.size(); ++i)
                for (std::size_t j = i + 1; j < strength.size(); ++j) {
                    const double lean = random.chance(0.5) ? 1.2 : -1.2;
                    const double half = (strength[i] - strength[j] + lean) / 2;
                    const double a = std::exp(half), b = std::exp(-half), all = a + b + nu;
                    PairCounts counts{i, j};
                    for (int r = 0; r < kRaters; ++r) {
                        const double u = random.uniform() * all;
                        (u < a ? counts.first_wins : u < a + b ? counts.second_wins : counts.ties) += 1;
                    }
                    cluster.push_back(counts);
                }
        }
        return fitDavidson(strength.size(), clusters);
    };
    const auto truth = study(60000);
    QVERIFY(truth.converged && truth.log_strength[0] > truth.log_strength[1]);
    for (int i = 0; i < kStudies; ++i) {
        const auto fit = study(kPrompts);
        QVERIFY(fit.converged);
        for (std::size_t k = 0; k < strength.size(); ++k) {
            const double error = std::abs(fit.log_strength[k] - truth.log_strength[k]);
            robust.add(error <= 2 * fit.cluster_standard_error[k]);
            naive.add(error <= 1.96 * fit.standard_error[k]);
        }
    }
    requireBetween(robust, 0.93, 0.97, "over prompts");
    QVERIFY2(naive.value() < 0.92, std::to_string(naive.value()).c_str());
}

void SimulationTest::intervals_of_agreement_cover_the_agreement_of_the_raters() {
    // A rater says the truth with probability q and tosses a coin otherwise: chance-corrected agreement is q squared.
    constexpr double kQ = 0.75;
    Random random(18);
    Share alpha, fleiss, cohen;
    for (int study = 0; study < kStudies; ++study) {
        std::vector<RatingTable> prompts;
        for (int p = 0; p < 50; ++p) {
            RatingTable table;
            const double truth = random.chance(0.5) ? 1 : 0;
            auto& item = table.emplace_back();
            for (int r = 0; r < 3; ++r) item.push_back(random.chance(kQ) ? truth : random.chance(0.5) ? 1.0 : 0.0);
            prompts.push_back(table);
        }
        const AgreementByPrompt agreement(prompts, Scale::Nominal);
        alpha.add(covers(agreement.alphaJackknife(), kQ * kQ));
        fleiss.add(covers(agreement.fleiss(), kQ * kQ));
        cohen.add(covers(meanCohenKappa(prompts, KappaWeights::None), kQ * kQ));
    }
    requireBetween(alpha, 0.93, 0.97, "alpha");
    requireBetween(fleiss, 0.93, 0.97, "Fleiss");
    requireBetween(cohen, 0.93, 0.97, "Cohen");
}

void SimulationTest::forecasts_tell_about_when_a_study_is_decided() {
    Random random(19);
    std::vector<double> values;
    for (int i = 0; i < 60; ++i) values.push_back(random.chance(0.5) ? 1 : 0);
    std::vector<double> even(values);
    for (double& v : even) v = 0.5;
    for (std::size_t i = 0; i < even.size(); i += 2) {
        even[i] = 1;
        even[i + 1] = 0;
    }
    const auto hopeless = followStudy(even, 40, {});
    QCOMPARE(hopeless.decision, Decision::Undecided);
    QVERIFY(hopeless.chance && *hopeless.chance < 0.05 && beyondThePlan(hopeless));
    std::vector<double> better;
    for (int i = 0; i < 40; ++i) better.push_back(i % 3 == 0 ? 0 : 1);
    const auto open = followStudy(better, 400, {});
    QCOMPARE(open.decision, Decision::Undecided);
    QVERIFY(open.more && *open.more > 0 && *open.more < 200 && !beyondThePlan(open));
    QVERIFY(open.chance && *open.chance > 0.8);
    // As many more of the same kind as it says are about what it takes.
    SequentialTest longer({});
    std::int64_t needed = 0;
    for (std::int64_t i = 0; longer.add(i % 3 == 0 ? 0 : 1) == Decision::Undecided; ++i) needed = i + 2;
    QVERIFY(std::abs(static_cast<double>(needed - 40 - *open.more)) < 0.6 * static_cast<double>(needed));
    const auto decided = followStudy(std::vector<double>(60, 1.0), 10, {});
    QCOMPARE(decided.decision, Decision::SecondBetter);
    QVERIFY(decided.decided_at > 0 && decided.decided_at < 20 && decided.limits.low > 0.5);
    QVERIFY(!decided.more && !beyondThePlan(decided));
    // Everything is answered, nothing decided.
    QVERIFY(beyondThePlan(followStudy(even, 0, {})));
    // Too few to tell, and the same answers give the same forecast.
    QVERIFY(!followStudy(std::vector<double>(5, 0.5), 100, {}).chance);
    QCOMPARE(followStudy(better, 400, {}).more, open.more);
}
