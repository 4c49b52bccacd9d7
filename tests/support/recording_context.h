// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"

#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace recap::testing {

// A JobContext that keeps everything a job says. The optional hook runs on the job's thread after each progress report,
// e.g. to cancel at the third one.
class RecordingContext final : public JobContext {
public:
    void report(Progress progress) override {
        {
            std::lock_guard lock(mutex_);
            progress_.push_back(progress);
        }
        if (onProgress) onProgress(progress);
    }
    void emitEvent(Event event) override {
        std::lock_guard lock(mutex_);
        events_.push_back(std::move(event));
    }
    RunControl& control() override { return control_; }

    std::vector<Progress> progress() const {
        std::lock_guard lock(mutex_);
        return progress_;
    }
    std::vector<Event> events() const {
        std::lock_guard lock(mutex_);
        return events_;
    }
    // Only the events of one kind, in order.
    template <class T>
    std::vector<T> eventsOf() const {
        std::vector<T> out;
        std::lock_guard lock(mutex_);
        for (const auto& event : events_)
            if (const auto* wanted = std::get_if<T>(&event)) out.push_back(*wanted);
        return out;
    }

    std::function<void(const Progress&)> onProgress;

private:
    mutable std::mutex mutex_;
    std::vector<Progress> progress_;  // guarded by mutex_
    std::vector<Event> events_;       // guarded by mutex_
    RunControl control_;
};

}  // namespace recap::testing
