// SPDX-License-Identifier: GPL-3.0-or-later
#include "retry_test.h"

#include "remote/retry.h"

#include <QtTest/QTest>

#include <string>

using namespace recap;

void RetryTest::waits_double_up_to_the_longest() {
    Backoff backoff({.first = 1, .longest = 60, .jitter = 0}, 1);
    for (const double expected : {1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0}) QCOMPARE(backoff.next(), expected);
    for (int i = 0; i < 5000; ++i) QCOMPARE(backoff.next(), 60.0);
}

void RetryTest::waits_begin_again_after_a_success() {
    Backoff backoff({.first = 1, .longest = 60, .jitter = 0}, 1);
    backoff.next();
    backoff.next();
    QCOMPARE(backoff.failures(), 2);
    backoff.reset();
    QCOMPARE(backoff.failures(), 0);
    QCOMPARE(backoff.next(), 1.0);
}

void RetryTest::waits_are_shortened_by_at_most_the_jitter() {
    double low = 100, high = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const double wait = Backoff({.first = 8, .longest = 60, .jitter = 0.25}, seed).next();
        low = std::min(low, wait);
        high = std::max(high, wait);
    }
    QVERIFY(low >= 6 && high <= 8);
    QVERIFY(high - low > 1);  // clients with other seeds come at other times
}

void RetryTest::as_many_answers_as_are_in_flight_allow_one_more() {
    InFlightLimit limit(8, 64);
    limit.refused(0, 1);
    QCOMPARE(limit.limit(), 4);
    for (int i = 0; i < 4; ++i) limit.answered(1);
    QCOMPARE(limit.limit(), 4);  // 4 + 1/4 + 1/4.25 + ... is a little less than 5
    limit.answered(1);
    QCOMPARE(limit.limit(), 5);
}

void RetryTest::a_fast_server_is_found_out_in_a_few_rounds() {
    // 32 at once: what is in flight beyond that waits for its turn.
    InFlightLimit limit(4, 64);
    int rounds = 0;
    for (; limit.limit() < 32; ++rounds)
        for (int i = limit.limit(); i > 0; --i) limit.answered(1);
    QCOMPARE(rounds, 3);
    for (int i = 0; i < 200; ++i) limit.answered(limit.limit() <= 32 ? 1 : 2);
    QCOMPARE(limit.limit(), 64);
}

void RetryTest::a_server_that_takes_one_at_a_time_is_not_flooded() {
    InFlightLimit limit(4, 64);
    for (int i = 1; i <= 4; ++i) limit.answered(i);
    for (int i = 0; i < 4; ++i) limit.answered(4);
    for (int i = 0; i < 4; ++i) limit.answered(8);
    QCOMPARE(limit.limit(), 8);
    for (int i = 0; i < 400; ++i) limit.answered(limit.limit());
    QVERIFY2(limit.limit() <= 12, std::to_string(limit.limit()).c_str());
}

void RetryTest::a_refusal_halves_the_requests_and_those_sent_together_count_once() {
    InFlightLimit limit(16, 64);
    for (int i = 0; i < 16; ++i) limit.refused(10, 11 + i * 0.01);
    QCOMPARE(limit.limit(), 8);
    limit.refused(12, 13);
    QCOMPARE(limit.limit(), 4);
}

void RetryTest::slower_answers_stop_the_increase() {
    InFlightLimit limit(8, 64);
    for (int i = 0; i < 20; ++i) limit.answered(1);
    const int before = limit.limit();
    for (int i = 0; i < 200; ++i) limit.answered(1);
    QVERIFY(limit.limit() > before);
    const int most = limit.limit();
    for (int i = 0; i < 200; ++i) limit.answered(2.5);
    QVERIFY(limit.limit() <= most + 1);  // the first slow ones are not yet among the slowest twentieth
    limit.refused(0, 1);
    const int halved = limit.limit();
    QVERIFY(halved <= most / 2 + 1);
    for (int i = 0; i < 200; ++i) limit.answered(1);
    QVERIFY(limit.limit() > halved);
}

void RetryTest::the_limit_never_leaves_its_bounds() {
    InFlightLimit limit(100, 6);
    QCOMPARE(limit.limit(), 6);
    for (int i = 0; i < 100; ++i) limit.answered(1);
    QCOMPARE(limit.limit(), 6);
    for (int i = 1; i < 10; ++i) limit.refused(i, i);
    QCOMPARE(limit.limit(), 1);
}
