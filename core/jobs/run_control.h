// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <string>
#include <vector>

namespace recap {

// Thrown by pausePoint() after cancel(). A worker that catches it leaves its work so that it can be continued.
struct Cancelled : std::exception {
    const char* what() const noexcept override { return "cancelled"; }
};

// A command put to a running job, taken at its next step boundary.
struct Command {
    enum class Kind { SaveNow, SampleNow, StopAfterSaving, SetOption };
    Kind kind = Kind::SaveNow;
    std::string name = {};  // SetOption: which option
    double value = 0;       // SetOption: its new value
};

// The part of a job that two threads touch: the owner's thread asks, the worker obeys between units of work.
class RunControl {
public:
    void cancel();
    void pause();
    void resume();
    bool cancelRequested() const { return cancelled_.load(std::memory_order_relaxed); }
    bool paused() const { return paused_.load(std::memory_order_relaxed); }

    // Called by the worker between units of work: waits while paused, throws Cancelled when cancelled.
    // (Not named "checkpoint": in a trainer that word means saved weights.)
    void pausePoint();

    void push(Command command);
    // All commands since the last call, oldest first.
    std::vector<Command> takeCommands();

private:
    std::mutex mutex_;
    std::condition_variable wake_;
    std::atomic<bool> cancelled_{false};
    std::atomic<bool> paused_{false};
    std::vector<Command> commands_;  // guarded by mutex_
};

}  // namespace recap
