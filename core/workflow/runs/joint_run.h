// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/project/project.h"

#include <filesystem>
#include <memory>

namespace recap {

class Replicas;

// Several equal processes, started by torchrun, train one model. Rank 0 is an ordinary training run: it alone writes to
// the project, obeys commands, and tells the others before each step what to do (joint_orders.h). They read the same
// project folder, so it must be on a file system that all of them see and that knows file locks.

// Meets the processes that the variables RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT name; null when there are none.
// Throws Error(InvalidOption) or Error(Internal).
std::shared_ptr<Replicas> meetOtherProcesses();
bool isFirstProcess(const Replicas& replicas);
// Opens the project in every process, in rank 0 first: that one may write.
std::shared_ptr<Project> openTogether(Replicas& replicas, const std::filesystem::path& path);
// Remembers which run the processes of this start work on.
void rememberStart(Project& project, RunId run);
// The run that torchrun has started again after a process failed; none at its first start.
RunId runBeforeRestart(Project& project);

}  // namespace recap
