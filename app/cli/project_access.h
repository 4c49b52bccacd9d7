// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/console_context.h"
#include "workflow/project/project.h"
#include "workflow/runs/run_lookup.h"

#include <memory>
#include <string>
#include <vector>

namespace recap::cli {

// Opens a project and passes its notes on (interrupted runs, opened read-only). Throws as Project::open.
std::shared_ptr<Project> openProject(const std::string& path, ConsoleContext& console);

// By key or its first digits. Throws Error(NotFound).
ImageRecord requireImage(Project& project, const std::string& key);

// Leaves a run to a program of its own that continues when this one ends, and says how to watch it.
void detachRun(ConsoleContext& console, std::shared_ptr<Project> project, RunId run);

// "a,b" in parts; empty parts are left out.
std::vector<std::string> splitList(const std::string& text);

}  // namespace recap::cli
