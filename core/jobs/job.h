// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "jobs/events.h"
#include "jobs/run_control.h"

#include <string>
#include <variant>

namespace recap {

struct Completed {};
struct CancelledByUser {};
struct Failed {
    std::string code;       // errorCodeName
    std::string message;    // one English sentence
    Message sentence = {};  // the same for the window's language; empty: unknown
};
using JobOutcome = std::variant<Completed, CancelledByUser, Failed>;

// What a job may say, and how it is asked to stop. Implementations: the window's mailbox, the console, a test's
// recorder. All methods are called on the job's worker threads and must be thread-safe.
class JobContext {
public:
    virtual ~JobContext() = default;
    virtual void report(Progress progress) = 0;
    virtual void emitEvent(Event event) = 0;
    virtual RunControl& control() = 0;
    void pausePoint() { control().pausePoint(); }
    void say(Message sentence, MessageEvent::Level level = MessageEvent::Level::Info) {
        auto english = sentence.english();
        emitEvent(MessageEvent{level, std::move(english), std::move(sentence)});
    }
    // For words that are not the program's, and figures.
    void say(std::string text, MessageEvent::Level level = MessageEvent::Level::Info) {
        say(verbatim(std::move(text)), level);
    }
};

// One long operation. `run` does the work on whatever thread calls it and throws on failure; it knows no thread, no Qt.
// A job is run once. Results are members that may be read after `run` returned.
class Job {
public:
    virtual ~Job() = default;
    virtual void run(JobContext& context) = 0;
};

// The one place where a job's exceptions become values.
JobOutcome runToOutcome(Job& job, JobContext& context) noexcept;

}  // namespace recap
