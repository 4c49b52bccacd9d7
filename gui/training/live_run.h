// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/run_control.h"

namespace recap::gui {

// A run that is being worked on, by a job of this window or by another program.
class LiveRun {
public:
    // What may be asked of it now.
    struct Possible {
        bool pause = false;
        bool resume = false;
        bool stop = false;
        bool takeBack = false;  // the stop that was asked for a moment ago
        bool tell = false;      // a command of a training
    };

    virtual ~LiveRun() = default;
    virtual Possible possible() const = 0;
    virtual void pause() = 0;
    virtual void resume() = 0;
    // After a few seconds in which it can be taken back.
    virtual void stopSoon() = 0;
    virtual void takeBackStop() = 0;
    virtual void tell(const Command& command) = 0;
};

}  // namespace recap::gui
