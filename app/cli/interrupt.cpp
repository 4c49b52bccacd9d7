// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interrupt.h"

#include "base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <csignal>

namespace recap::cli {
namespace {

// A signal handler may do little more than write a byte; cancel() takes a mutex, so a thread does it.
int pipeEnds[2] = {-1, -1};
constexpr char kSignal = 's', kQuit = 'q';

void wakeWatcher(int) {
    [[maybe_unused]] const auto written = write(pipeEnds[1], &kSignal, 1);
}

void watch(RunControl& control) {
    int signals = 0;
    char byte = 0;
    while (read(pipeEnds[0], &byte, 1) == 1 && byte != kQuit) {
        if (++signals > 1) _exit(130);
        control.cancel();
    }
}

void setHandlers(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
}

}  // namespace

InterruptGuard::InterruptGuard(RunControl& control) {
    if (pipe2(pipeEnds, O_CLOEXEC) != 0) throw Error(ErrorCode::Internal, "A pipe for signals could not be created.");
    watcher_ = std::thread([&control] { watch(control); });
    setHandlers(wakeWatcher);
}

InterruptGuard::~InterruptGuard() {
    setHandlers(SIG_DFL);
    [[maybe_unused]] const auto written = write(pipeEnds[1], &kQuit, 1);
    watcher_.join();
    close(pipeEnds[0]);
    close(pipeEnds[1]);
}

}  // namespace recap::cli
