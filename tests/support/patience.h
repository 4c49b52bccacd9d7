// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTest/QTest>

namespace recap::testing {

// How long a test waits for a condition that must come true, in milliseconds. Long, because a test must not depend on
// how fast the machine is: only a test that fails waits so long.
inline constexpr int kPatienceMs = 120'000;

}  // namespace recap::testing

// Put in front of every test source that knows no torch by recap_test(): QtTest's own five seconds are too few beside
// other work.
#undef QTRY_VERIFY
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT((expression), recap::testing::kPatienceMs)
#undef QTRY_VERIFY2
#define QTRY_VERIFY2(expression, message) \
    QTRY_VERIFY2_WITH_TIMEOUT((expression), (message), recap::testing::kPatienceMs)
#undef QTRY_COMPARE
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT((actual), (expected), recap::testing::kPatienceMs)
