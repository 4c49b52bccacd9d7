// SPDX-License-Identifier: GPL-3.0-or-later
#include "parallel_test.h"

#include "base/parallel.h"

#include <QtTest/QTest>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <stdexcept>
#include <vector>

using namespace recap;

void ParallelTest::every_number_is_worked_on_once() {
    for (const int threads : {0, 1, 4, 2000}) {
        std::vector<std::atomic<int>> times(1000);
        parallelFor(times.size(), threads, [&](std::size_t i) { ++times[i]; });
        QVERIFY(std::all_of(times.begin(), times.end(), [](const auto& n) { return n == 1; }));
    }
    parallelFor(0, 4, [](std::size_t) { QFAIL("there is no number below 0"); });
}

void ParallelTest::as_many_threads_work_at_the_same_time() {
    std::barrier together(3);  // hangs unless three are inside at once
    parallelFor(3, 3, [&](std::size_t) { together.arrive_and_wait(); });
}

void ParallelTest::the_first_exception_is_thrown_again_and_nothing_more_begins() {
    std::atomic<int> begun = 0;
    const auto work = [&](std::size_t i) {
        ++begun;
        if (i == 2) throw std::runtime_error("two");
    };
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, parallelFor(1000, 1, work));
    QCOMPARE(begun.load(), 3);
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, parallelFor(1000, 4, work));
}
