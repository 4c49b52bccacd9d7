// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/children.h"

#include <QCoreApplication>
#include <QStandardPaths>
#include <QtTest/QTest>

namespace recap::testing {

// Runs one test class after the other in one binary; the exit code is the number of classes that failed. Arguments
// after the program name go to each class, so "-o" style options are best used with one class.
template <class... Tests>
int runAll(int argc, char** argv) {
    const ChildrenEndWithTest children;
    QStandardPaths::setTestModeEnabled(true);
    // A debugger's report of a crash would take minutes on a small machine and says little in a release build.
    qputenv("QTEST_DISABLE_STACK_DUMP", "1");
    int failures = 0;
    const auto runOne = [&](auto* tag) {
        std::remove_pointer_t<decltype(tag)> test;
        failures += QTest::qExec(&test, argc, argv) == 0 ? 0 : 1;
    };
    (runOne(static_cast<Tests*>(nullptr)), ...);
    return failures;
}

}  // namespace recap::testing

// main() of a core test binary: no window system.
#define RECAP_TEST_MAIN(...)                                    \
    int main(int argc, char** argv) {                           \
        QCoreApplication application(argc, argv);               \
        return recap::testing::runAll<__VA_ARGS__>(argc, argv); \
    }

// main() of a GUI test binary; include <QApplication> there and link recap_gui.
#define RECAP_GUI_TEST_MAIN(...)                                \
    int main(int argc, char** argv) {                           \
        QApplication application(argc, argv);                   \
        return recap::testing::runAll<__VA_ARGS__>(argc, argv); \
    }
