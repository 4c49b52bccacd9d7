// SPDX-License-Identifier: GPL-3.0-or-later
//
// Ends as a test program must when its tests throw; a_test_that_throws.cmake looks at it. With an argument that is not
// an option a thread throws as well, which nothing can catch.
#include "program_that_throws.h"

#include "support/test_main.h"

#include <stdexcept>
#include <thread>

void FirstThrows::a_function_throws() {
    throw std::runtime_error("the sentence of the function");
}

void SecondPasses::the_class_behind_it_runs() {
    QVERIFY(true);
}

void ThirdThrowsInAThread::a_thread_throws() {
    std::thread([] { throw std::runtime_error("the sentence of the thread"); }).join();
}

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    if (argc > 1) return recap::testing::runAll<ThirdThrowsInAThread>(1, argv);
    return recap::testing::runAll<FirstThrows, SecondPasses>(argc, argv);
}
