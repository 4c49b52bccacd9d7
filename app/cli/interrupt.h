// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/run_control.h"

#include <thread>

namespace recap::cli {

// Turns Ctrl-C (SIGINT) and SIGTERM into RunControl::cancel while it lives; a second one ends the program at once with
// exit code 130. One at a time.
class InterruptGuard {
public:
    explicit InterruptGuard(RunControl& control);
    ~InterruptGuard();
    InterruptGuard(const InterruptGuard&) = delete;
    InterruptGuard& operator=(const InterruptGuard&) = delete;

private:
    std::thread watcher_;
};

}  // namespace recap::cli
