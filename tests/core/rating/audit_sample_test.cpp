// SPDX-License-Identifier: GPL-3.0-or-later
#include "audit_sample_test.h"

#include "base/error.h"
#include "base/random.h"
#include "rating/audit_sample.h"
#include "rating/distributions.h"
#include "rating/proportions.h"

#include <QtTest/QTest>

#include <cmath>
#include <vector>

using namespace recap;

namespace {

double choose(int n, int k) {
    if (k < 0 || k > n) return 0;
    double ways = 1;
    for (int i = 1; i <= k; ++i) ways = ways * (n - k + i) / i;
    return ways;
}

// P(X = k) by counting.
double chance(int k, int n, int faulty, int population) {
    return choose(faulty, k) * choose(population - faulty, n - k) / choose(population, n);
}

}  // namespace

void AuditSampleTest::exact_intervals_cover_every_collection() {
    constexpr int kPopulation = 60, kSampled = 15;
    for (int faulty = 0; faulty <= kPopulation; ++faulty) {
        double covered = 0, tail = 0;
        for (int k = 0; k <= kSampled; ++k) {
            const auto interval = finitePopulationInterval(k, kSampled, kPopulation);
            const double truth = static_cast<double>(faulty) / kPopulation;
            if (interval.low - 1e-12 <= truth && truth <= interval.high + 1e-12)
                covered += chance(k, kSampled, faulty, kPopulation);
            tail += chance(k, kSampled, faulty, kPopulation);
            QVERIFY(std::abs(hypergeometricLowerTail(k, kSampled, faulty, kPopulation) - tail) < 1e-11);
        }
        QVERIFY2(covered >= 0.95, (std::to_string(faulty) + ": " + std::to_string(covered)).c_str());
    }
}

void AuditSampleTest::exact_intervals_invert_the_two_tests() {
    constexpr int kPopulation = 40, kSampled = 12;
    for (int k = 0; k <= kSampled; ++k) {
        int low = -1, high = -1;
        for (int faulty = k; faulty <= kPopulation - (kSampled - k); ++faulty) {
            double fewer = 0, more = 0;
            for (int i = 0; i <= k; ++i) fewer += chance(i, kSampled, faulty, kPopulation);
            for (int i = k; i <= kSampled; ++i) more += chance(i, kSampled, faulty, kPopulation);
            if (fewer <= 0.025 || more <= 0.025) continue;
            if (low < 0) low = faulty;
            high = faulty;
        }
        const auto interval = finitePopulationInterval(k, kSampled, kPopulation);
        QCOMPARE(std::lround(interval.low * kPopulation), low);
        QCOMPARE(std::lround(interval.high * kPopulation), high);
        QCOMPARE(interval.rate, static_cast<double>(k) / kSampled);
    }
}

void AuditSampleTest::a_whole_collection_leaves_no_doubt_and_a_huge_one_is_clopper_and_pearsons() {
    const auto all = finitePopulationInterval(7, 60, 60);
    QCOMPARE(all.low, 7.0 / 60);
    QCOMPARE(all.high, 7.0 / 60);
    for (const int found : {0, 3, 30, 60}) {
        const auto huge = finitePopulationInterval(found, 60, 100000000);
        const auto binomial = proportionInterval(ProportionMethod::ClopperPearson, found, 60);
        QVERIFY(std::abs(huge.low - binomial.low) < 1e-5 && std::abs(huge.high - binomial.high) < 1e-5);
    }
    QCOMPARE(finitePopulationInterval(0, 0, 10).high, 1.0);
}

void AuditSampleTest::the_planned_size_is_the_smallest_that_is_narrow_enough() {
    const auto width = [](std::int64_t n, std::int64_t population, double expected) {
        const auto interval = finitePopulationInterval(std::llround(expected * static_cast<double>(n)), n, population);
        return interval.high - interval.low;
    };
    for (const double expected : {0.1, 0.5}) {
        const auto n = sampleSizeForWidth(5000, 0.1, expected);
        QVERIFY(width(n, 5000, expected) <= 0.1);
        QVERIFY(width(n - 5, 5000, expected) > 0.1);
    }
    QVERIFY(sampleSizeForWidth(5000, 0.1, 0.5) > sampleSizeForWidth(5000, 0.1, 0.1));
    QVERIFY(sampleSizeForWidth(5000, 0.1) < sampleSizeForWidth(500000, 0.1));
    QCOMPARE(sampleSizeForWidth(50, 0.001), std::int64_t{50});
    QCOMPARE(sampleSizeForWidth(0, 0.1), std::int64_t{0});
}

void AuditSampleTest::a_score_narrows_the_interval_and_never_biases_it() {
    constexpr int kStudies = 2000, kPopulation = 3000, kSampled = 150;
    // How far a score tells faulty captions: perfectly, somewhat, not at all, and the wrong way round, always too high.
    for (const double quality : {1.0, 0.6, 0.0, -0.6}) {
        Random random(21);
        std::vector<JudgedPrediction> everything;
        double truth = 0, predicted = 0;
        for (int i = 0; i < kPopulation; ++i) {
            const double faulty = random.chance(0.3) ? 1 : 0;
            const double score = 0.2 + quality * faulty + 0.3 * random.normal();
            everything.push_back({faulty, score});
            truth += faulty / kPopulation;
            predicted += score / kPopulation;
        }
        int covered = 0;
        double mean = 0, width = 0, plainWidth = 0;
        for (int study = 0; study < kStudies; ++study) {
            std::vector<JudgedPrediction> sample;
            for (int i = 0; i < kSampled; ++i) {
                const auto other = i + random.below(kPopulation - i);
                std::swap(everything[static_cast<std::size_t>(i)], everything[static_cast<std::size_t>(other)]);
                sample.push_back(everything[static_cast<std::size_t>(i)]);
            }
            const auto powered = predictionPoweredMean(sample, predicted, kPopulation);
            covered += powered.low <= truth && truth <= powered.high ? 1 : 0;
            mean += powered.value / kStudies;
            width += (powered.high - powered.low) / kStudies;
            for (auto& member : sample) member.predicted = 0;
            const auto plain = predictionPoweredMean(sample, 0, kPopulation);
            plainWidth += (plain.high - plain.low) / kStudies;
        }
        const double share = static_cast<double>(covered) / kStudies;
        QVERIFY2(share >= 0.93 && share <= 0.97, std::to_string(share).c_str());
        // Four standard errors of the mean of the studies.
        QVERIFY2(std::abs(mean - truth) < 4 * plainWidth / 4 / std::sqrt(kStudies),
                 std::to_string(mean - truth).c_str());
        if (quality == 0)
            QVERIFY(std::abs(width / plainWidth - 1) < 0.02);
        else
            QVERIFY2(width < (std::abs(quality) == 1 ? 0.7 : 0.9) * plainWidth,
                     std::to_string(width / plainWidth).c_str());
    }
}

void AuditSampleTest::wrong_numbers_are_refused() {
    QVERIFY_EXCEPTION_THROWN(finitePopulationInterval(5, 4, 10), Error);
    QVERIFY_EXCEPTION_THROWN(finitePopulationInterval(1, 11, 10), Error);
    QVERIFY_EXCEPTION_THROWN(sampleSizeForWidth(10, 0), Error);
    const std::vector<JudgedPrediction> one{{1, 1}};
    QVERIFY_EXCEPTION_THROWN(predictionPoweredMean(one, 0, 10), Error);
}
