// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/prctl.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <fstream>
#include <string>

namespace recap::testing {

// While it lives, programs that this process started stay below it in the tree of processes, also those that detached
// themselves; so a test program that ctest ends takes them along. What is still running at the end is killed.
class ChildrenEndWithTest {
public:
    ChildrenEndWithTest() { ::prctl(PR_SET_CHILD_SUBREAPER, 1); }
    ~ChildrenEndWithTest() {
        // Children of a killed one become ours, so until there is none.
        for (pid_t child = anyChild(); child > 0; child = anyChild()) {
            ::kill(child, SIGKILL);
            ::waitpid(child, nullptr, 0);
        }
    }
    ChildrenEndWithTest(const ChildrenEndWithTest&) = delete;
    ChildrenEndWithTest& operator=(const ChildrenEndWithTest&) = delete;

private:
    static pid_t anyChild() {
        const std::string self = std::to_string(::getpid());
        std::ifstream in("/proc/self/task/" + self + "/children");
        pid_t child = 0;
        return in >> child ? child : 0;
    }
};

}  // namespace recap::testing
