// SPDX-License-Identifier: GPL-3.0-or-later
#include "jobs/run_control.h"

#include <utility>

namespace recap {

void RunControl::cancel() {
    {
        std::lock_guard lock(mutex_);
        cancelled_ = true;
    }
    wake_.notify_all();
}

void RunControl::pause() {
    std::lock_guard lock(mutex_);
    paused_ = true;
}

void RunControl::resume() {
    {
        std::lock_guard lock(mutex_);
        paused_ = false;
    }
    wake_.notify_all();
}

void RunControl::pausePoint() {
    if (cancelRequested()) throw Cancelled{};
    if (!paused()) return;
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return !paused_ || cancelled_; });
    if (cancelled_) throw Cancelled{};
}

void RunControl::push(Command command) {
    std::lock_guard lock(mutex_);
    commands_.push_back(std::move(command));
}

std::vector<Command> RunControl::takeCommands() {
    std::lock_guard lock(mutex_);
    return std::exchange(commands_, {});
}

}  // namespace recap
