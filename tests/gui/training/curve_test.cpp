// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/curve_test.h"

#include "gui/training/curve.h"

#include <QtTest/QTest>

#include <cmath>
#include <limits>

namespace recap::gui {

void CurveTest::steps_in_order_are_kept_as_they_come() {
    Curve curve;
    curve.append(1, 0.5);
    curve.append(2, 0.25);
    QCOMPARE(curve.points(), (QList<QPointF>{{1, 0.5}, {2, 0.25}}));
    QCOMPARE(curve.last(), 0.25);
}

void CurveTest::a_resumed_run_replaces_what_followed_its_checkpoint() {
    Curve curve;
    for (int step = 1; step <= 10; ++step) curve.append(step, step);
    curve.append(6, 100);
    curve.append(7, 101);
    QCOMPARE(curve.points().size(), 7);
    QCOMPARE(curve.points().at(4), QPointF(5, 5));
    QCOMPARE(curve.points().at(5), QPointF(6, 100));
    QCOMPARE(curve.points().at(6), QPointF(7, 101));
}

void CurveTest::values_that_are_not_finite_are_counted_and_not_drawn() {
    Curve curve;
    curve.append(1, std::nan(""));
    curve.append(2, std::numeric_limits<double>::infinity());
    QVERIFY(curve.empty());
    QCOMPARE(curve.notFinite(), 2);
}

}  // namespace recap::gui
