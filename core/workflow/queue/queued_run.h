// SPDX-License-Identifier: GPL-3.0-or-later
//
// Runs that wait in a project, as they are stored. The window works the queue off, or the command line program when the
// window was closed (recap train --queue).
#pragma once

#include "workflow/project/project.h"

#include <string>
#include <vector>

namespace recap {

struct QueuedRun {
    RunKind kind = RunKind::Diffusion;
    std::string name = {};
    Json values = Json::object();  // of the kind's options; empty for a training that is continued
    RunId continues = {};
};

struct StoredQueue {
    bool stops_on_error = false;  // a run that failed holds those behind it
    bool pauses_between = false;  // every run does
    std::vector<QueuedRun> runs;
};

// Any thread. What is not understood is left out.
StoredQueue storedQueue(Project& project);
std::string queueText(const StoredQueue& queue);
StoredQueue queueFromText(const std::string& text);
void storeQueue(Project& project, const StoredQueue& queue);

}  // namespace recap
