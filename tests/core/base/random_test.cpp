// SPDX-License-Identifier: GPL-3.0-or-later
#include "random_test.h"

#include "base/error.h"
#include "base/random.h"

#include <QtTest/QTest>
#include <algorithm>
#include <bit>
#include <cmath>
#include <numeric>
#include <set>

using namespace recap;

void RandomTest::the_stream_is_xoshiro_seeded_by_splitmix() {
    // First outputs of splitmix64 from seed 0, as published with the reference code.
    std::uint64_t s[4] = {0xE220A8397B1DCDAFu, 0x6E789E6AA1B965F4u, 0x06C45D188009454Fu, 0xF88BB8A8724C81ECu};
    Random random(0);
    for (int i = 0; i < 100; ++i) {
        const std::uint64_t expected = std::rotl(s[1] * 5, 7) * 9, t = s[1] << 17;
        s[2] ^= s[0], s[3] ^= s[1], s[1] ^= s[2], s[0] ^= s[3], s[2] ^= t, s[3] = std::rotl(s[3], 45);
        QCOMPARE(random.bits(), expected);
    }
}

void RandomTest::a_saved_state_continues_the_stream() {
    Random random(9);
    random.normal();  // leaves a spare value behind
    const auto state = random.state();
    std::vector<double> first, second;
    for (int i = 0; i < 5; ++i) first.push_back(random.normal());
    Random other(1);
    other.setState(state);
    for (int i = 0; i < 5; ++i) second.push_back(other.normal());
    QCOMPARE(first, second);
    QVERIFY_EXCEPTION_THROWN(other.setState(std::vector<std::uint64_t>{1, 2}), Error);
}

void RandomTest::uniform_numbers_fill_the_interval_evenly() {
    Random random(3);
    std::vector<int> bins(10, 0);
    for (int i = 0; i < 100'000; ++i) {
        const double u = random.uniform();
        QVERIFY(u >= 0 && u < 1);
        ++bins[static_cast<std::size_t>(u * 10)];
    }
    double chi = 0;
    for (const int n : bins) chi += (n - 10'000.0) * (n - 10'000.0) / 10'000.0;
    QVERIFY2(chi < 27.9, qPrintable(QString::number(chi)));  // 99.9 % quantile with nine degrees of freedom
}

void RandomTest::below_is_without_bias() {
    Random random(4);
    std::vector<int> bins(6, 0);
    for (int i = 0; i < 60'000; ++i) ++bins.at(static_cast<std::size_t>(random.below(6)));
    double chi = 0;
    for (const int n : bins) chi += (n - 10'000.0) * (n - 10'000.0) / 10'000.0;
    QVERIFY2(chi < 20.5, qPrintable(QString::number(chi)));  // five degrees of freedom
    QCOMPARE(random.below(1), std::int64_t{0});
}

void RandomTest::normal_numbers_have_the_moments_of_the_normal() {
    Random random(5);
    constexpr int n = 200'000;
    double mean = 0, square = 0, fourth = 0;
    for (int i = 0; i < n; ++i) {
        const double x = random.normal();
        mean += x / n, square += x * x / n, fourth += x * x * x * x / n;
    }
    QVERIFY(std::abs(mean) < 4 / std::sqrt(n));
    QVERIFY(std::abs(square - 1) < 4 * std::sqrt(2.0 / n));
    QVERIFY(std::abs(fourth - 3) < 4 * std::sqrt(96.0 / n));
}

void RandomTest::shuffling_is_a_permutation_that_the_seed_decides() {
    std::vector<int> a(100), b(100);
    std::iota(a.begin(), a.end(), 0);
    b = a;
    const auto sorted = a;
    Random(7).shuffle(a);
    Random(7).shuffle(b);
    QCOMPARE(a, b);
    QVERIFY(a != sorted);
    std::sort(a.begin(), a.end());
    QCOMPARE(a, sorted);
}

void RandomTest::children_of_a_seed_are_unrelated() {
    std::set<std::uint64_t> children;
    for (std::uint64_t seed = 0; seed < 50; ++seed)
        for (const char* purpose : {"noise", "order", "dropout", ""}) children.insert(deriveSeed(seed, purpose));
    for (std::uint64_t index = 0; index < 50; ++index) children.insert(deriveSeed(1, index));
    QCOMPARE(children.size(), std::size_t{250});
    QCOMPARE(deriveSeed(5, "noise"), deriveSeed(5, "noise"));
}
