// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/children.h"

#include <QCoreApplication>
#include <QStandardPaths>
#include <QtTest/QTest>

#include <cxxabi.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <type_traits>
#include <typeinfo>
#include <vector>

namespace recap::testing {

// What the exception that is being handled says. Only inside a catch block.
inline std::string sentenceOfException() {
    try {
        throw;
    } catch (const std::exception& problem) {
        return problem.what();
    } catch (...) {
        return "an exception without a text";
    }
}

template <class Test>
std::string nameOfClass() {
    int status = 0;
    char* name = abi::__cxa_demangle(typeid(Test).name(), nullptr, nullptr, &status);
    const std::string out = name != nullptr ? name : typeid(Test).name();
    std::free(name);
    return out;
}

inline void reportException(const char* test) noexcept {
    std::fflush(stdout);
    std::fprintf(stderr, "FAIL!  : %s threw: %s\n", test, sentenceOfException().c_str());
    std::fflush(stderr);
}

// For exceptions that nothing catches: of a thread, of a destructor, of a function that promises to throw none.
[[noreturn]] inline void endAfterException() noexcept {
    const char* test = QTest::currentTestFunction();
    if (std::current_exception() != nullptr) {
        try {
            throw;
        } catch (...) {
            reportException(test != nullptr ? test : "the program, outside any test,");
        }
    }
    std::_Exit(EXIT_FAILURE);
}

// Runs one test class after the other in one binary; the exit code is the number of classes that failed. Arguments
// after the program name go to each class, so "-o" style options are best used with one class. An exception that leaves
// a test function is named and fails its class; the classes behind it run all the same.
template <class... Tests>
int runAll(int argc, char** argv) {
    const ChildrenEndWithTest children;
    QStandardPaths::setTestModeEnabled(true);
    std::set_terminate(endAfterException);
    // QtTest's own handler of crashes comes back to a signal that was raised inside it and reports that for ever; its
    // stack dump would take minutes on a small machine and says little in a release build.
    std::string noHandler = "-nocrashhandler";
    std::vector<char*> arguments(argv, argv + argc);
    arguments.push_back(noHandler.data());
    arguments.push_back(nullptr);
    int failures = 0;
    const auto runOne = [&](auto* tag) {
        using Test = std::remove_pointer_t<decltype(tag)>;
        try {
            Test test;
            failures += QTest::qExec(&test, argc + 1, arguments.data()) == 0 ? 0 : 1;
        } catch (...) {
            reportException(nameOfClass<Test>().c_str());
            ++failures;
        }
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
