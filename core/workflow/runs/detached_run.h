// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

struct DetachedRun {
    std::int64_t process = 0;
    std::filesystem::path log;  // what the program says
};

// The command line program beside this one (`recap`). Throws Error(FileNotFound).
std::filesystem::path commandLineProgram();

// Starts `recap train PROJECT --resume RUN` so that it goes on when this program, its terminal and its session end, and
// waits until it works on the run. The project must be closed in this program, for the other one has to write. The run
// takes commands (run_inbox.h) and can be watched (run_watch.h). Throws Error(Internal) with the last words of its log
// when it ended instead.
DetachedRun startDetached(const std::filesystem::path& program, const std::filesystem::path& project, RunId run,
                          const std::vector<std::string>& furtherWords = {});

// The same for a program that is about to end: does not wait, and returns the process. With the word "--wait" the new
// program waits until the project is closed here.
std::int64_t launchDetached(const std::filesystem::path& program, const std::filesystem::path& project, RunId run,
                            const std::vector<std::string>& furtherWords = {});

}  // namespace recap
