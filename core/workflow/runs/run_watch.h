// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/events.h"
#include "workflow/project/project.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace recap {

// A line of a run's log.jsonl.
struct RunLogLine {
    std::string time;   // as it stands there: 2026-03-01T14:05:09Z
    std::string event;  // start, resume, option, save, sample, disk_full, halt, stop, end
    std::int64_t step = 0;
    std::string detail;  // of an option its name and value, of a checkpoint its folder, of a halt the reason
};
// "step 400: save step-000400"
std::string logSentence(const RunLogLine& line);
// The whole lines from a byte on, which moves behind the last of them. Empty when the run has written none.
std::vector<RunLogLine> readRunLog(const Project& project, RunId run, std::int64_t& position);

// What happened to a run since the last look.
struct RunNews {
    RunRecord run;  // "interrupted" when the program that worked on it is gone, whatever its row says
    std::vector<ScalarEvent> scalars;
    std::vector<RunLogLine> log;
    std::int64_t samples = 0;     // pictures so far
    bool takes_commands = false;  // see run_inbox.h
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
