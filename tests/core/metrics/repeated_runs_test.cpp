// SPDX-License-Identifier: GPL-3.0-or-later
#include "repeated_runs_test.h"

#include "golden_table.h"

#include "base/error.h"
#include "base/random.h"
#include "metrics/bootstrap.h"
#include "metrics/repeated_runs.h"

#include <QtTest/QTest>

#include <cmath>
#include <numeric>

using namespace recap;
using namespace recap::testing;

namespace {

double meanOf(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double errorOf(const std::vector<double>& values) {
    return bootstrapStandardError(values) / std::sqrt(static_cast<double>(values.size()));
}

// Truth 0; deviations of runs, of prompts, and of what is left.
RepeatedRuns simulated(Random& random, std::size_t runs, std::size_t prompts, double byRun, double byPrompt,
                       double rest) {
    std::vector<double> prompt(prompts);
    for (auto& value : prompt) value = byPrompt * random.normal();
    std::vector<std::vector<double>> all;
    RepeatedRuns out;
    out.prompts = static_cast<std::int64_t>(prompts);
    for (std::size_t r = 0; r < runs; ++r) {
        const double run = byRun * random.normal();
        std::vector<double> values(prompts);
        for (std::size_t i = 0; i < prompts; ++i) values[i] = run + prompt[i] + rest * random.normal();
        out.values.push_back(meanOf(values));
        out.standard_errors.push_back(errorOf(values));
        for (const auto& other : all) {
            std::vector<double> differences(prompts);
            for (std::size_t i = 0; i < prompts; ++i) differences[i] = values[i] - other[i];
            out.difference_errors.push_back(errorOf(differences));
        }
        all.push_back(std::move(values));
    }
    return out;
}

}  // namespace

void RepeatedRunsTest::two_parts_are_joined_by_their_squared_lengths() {
    // Values 1 and 3: standard error 1, t of one degree. Prompts: 2^2 - (2^2 / 2) = 2, t of nine degrees.
    const auto found = overRepeats({{1, 3}, {2, 2}, {2}, 10});
    QCOMPARE(found.value, 2.0);
    RECAP_NEAR(found.runs_error, 1, 1e-12, 0);
    RECAP_NEAR(found.prompts_error, std::sqrt(2.0), 1e-12, 0);
    RECAP_NEAR(found.high - 2, std::hypot(12.7062, 2.26216 * std::sqrt(2.0)), 1e-3, 0);
    RECAP_NEAR(2 - found.low, found.high - 2, 1e-9, 0);
    // Without the differences of runs the prompts count in full.
    RECAP_NEAR(overRepeats({{1, 3}, {2, 2}, {}, 10}).prompts_error, 2, 1e-12, 0);
}

void RepeatedRunsTest::runs_that_agree_leave_what_the_prompts_say() {
    const auto found = overRepeats({{5, 5, 5}, {1, 1, 1}, {0, 0, 0}, 31});
    RECAP_NEAR(found.high, 5 + 2.0423, 1e-4, 0);
    // Differences larger than the runs' own errors leave no part for the prompts, and none below zero.
    QCOMPARE(overRepeats({{5, 5}, {1, 1}, {3}, 31}).high, 5.0);
}

void RepeatedRunsTest::one_run_or_missing_errors_are_refused() {
    QVERIFY_EXCEPTION_THROWN(overRepeats({{1}, {1}, {}, 10}), Error);
    QVERIFY_EXCEPTION_THROWN(overRepeats({{1, 2}, {1}, {}, 10}), Error);
    QVERIFY_EXCEPTION_THROWN(overRepeats({{1, 2}, {1, 1}, {}, 1}), Error);
}

void RepeatedRunsTest::intervals_cover_the_truth_in_93_to_97_of_100_studies_data() {
    QTest::addColumn<int>("runs");
    QTest::addColumn<double>("byRun");
    QTest::addColumn<double>("byPrompt");
    QTest::addColumn<double>("rest");
    QTest::newRow("three runs, all alike") << 3 << 1.0 << 3.0 << 3.0;
    QTest::newRow("three runs that differ much") << 3 << 3.0 << 5.0 << 5.0;
    QTest::newRow("three runs that differ little") << 3 << 0.0 << 3.0 << 0.1;
    QTest::newRow("five runs") << 5 << 1.0 << 3.0 << 3.0;
}

void RepeatedRunsTest::intervals_cover_the_truth_in_93_to_97_of_100_studies() {
    QFETCH(int, runs);
    QFETCH(double, byRun);
    QFETCH(double, byPrompt);
    QFETCH(double, rest);
    constexpr int kStudies = 2000;
    Random random(17);
    double covered = 0;
    for (int study = 0; study < kStudies; ++study) {
        const auto found = overRepeats(simulated(random, static_cast<std::size_t>(runs), 100, byRun, byPrompt, rest));
        covered += found.low <= 0 && 0 <= found.high ? 1.0 / kStudies : 0;
    }
    QVERIFY2(covered > 0.93 && covered < 0.97, qPrintable(QString::number(covered)));
}
