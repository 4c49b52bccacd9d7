// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/events.h"
#include "workflow/project.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// What happened to a run since the last look.
struct RunNews {
    RunRecord run;  // "interrupted" when the program that worked on it is gone, whatever its row says
    std::vector<ScalarEvent> scalars;
    std::vector<std::string> log;  // one sentence for each line of the run's log.jsonl
    std::int64_t samples = 0;      // pictures so far
    bool takes_wishes = false;     // see run_inbox.h
};

// Follows a run that another program works on, from its rows and files. May be used on a project that is open for
// reading only. Not thread-safe.
class RunWatch {
public:
    // Numbers up to `afterStep` are known already.
    RunWatch(std::shared_ptr<Project> project, RunId run, std::int64_t afterStep = -1);
    RunNews look();

private:
    void readScalars(RunNews& news);
    void readLog(RunNews& news);

    std::shared_ptr<Project> project_;
    RunId run_;
    std::int64_t afterStep_;
    std::int64_t logPosition_ = 0;
};

// "running" or "paused" in a run's row, but its program is gone: it can be continued once the project may be written.
bool isAbandoned(const RunRecord& run);

// Whether no program, this one included, has the project open for writing at this moment.
bool isProjectFree(const std::filesystem::path& project);

}  // namespace recap
