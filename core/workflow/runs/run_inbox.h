// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/run_control.h"
#include "workflow/project/project.h"

#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <thread>

namespace recap {

// A run that goes on without a window takes commands from other programs: files in runs/<id>/wishes/, which it removes
// as it obeys them. Files and not a socket: they work on any file system, through a read-only project, and from another
// machine that shares the folder.

struct RunCommand {
    enum class Kind { Pause, Resume, Stop, StopAfterSaving, SaveNow, SampleNow, SetOption };
    Kind kind = Kind::SaveNow;
    std::string name = {};  // SetOption: which option
    double value = 0;       // SetOption: its new value
};
// pause, resume, stop, stop-after-saving, save, sample, set.
std::optional<RunCommand::Kind> commandFromWord(std::string_view word);

// Whether a program listens for this run. The folder alone: ask RunWatch whether the program still lives.
bool takesCommands(const Project& project, RunId run);
// Throws Error(NotFound) when nobody listens.
void sendCommand(const Project& project, RunId run, const RunCommand& command);
// Where commands to the run lie.
std::filesystem::path commandFolder(const Project& project, RunId run);

// The listener: puts commands to `control` as they come, a few times a second, until it is destroyed. What lay there
// before is not obeyed.
class RunInbox {
public:
    RunInbox(const Project& project, RunId run, RunControl& control);
    ~RunInbox();
    RunInbox(const RunInbox&) = delete;
    RunInbox& operator=(const RunInbox&) = delete;

private:
    void take();

    std::filesystem::path folder_;
    RunControl& control_;
    std::atomic<bool> done_{false};
    std::thread thread_;
};

}  // namespace recap
