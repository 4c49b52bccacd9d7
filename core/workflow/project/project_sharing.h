// SPDX-License-Identifier: GPL-3.0-or-later
//
// How several programs share a project (see Project): the first one may write, further ones only read. A program that
// works on one run for hours need not keep all others from writing.
#pragma once

#include "workflow/project/project.h"

#include <filesystem>
#include <memory>

namespace recap {

// Opens a project that this program will not write to, so that another one may, now or later; any number of programs at
// once. When the project is open in this process already, that object, which may be a writer. Throws as Project::open,
// and Error(ReadOnly) for a project of an older version, which must be opened for writing once.
std::shared_ptr<Project> openForReading(const std::filesystem::path& path);

// From here on this program writes what belongs to the run (its rows, its folder) and nothing else, and another one may
// open the project for writing beside it. Without a run it writes nothing. Throws Error(ReadOnly) when the project may
// only be read here, or when a program works on the run already.
void shareWriting(Project& project, RunId run = {});

// The opposite: this program alone writes again. False, and nothing changed but that it works on no run any more, when
// another program has the project open for writing.
bool writeAlone(Project& project);

// Whether a program that shares the writing, this one included, works on the run at this moment. Its lock goes with the
// program, however that ends.
bool isWorkedOn(const Project& project, RunId run);

// Whether any run of the project at this path is worked on in that way. Opens nothing.
bool isAnyRunWorkedOn(const std::filesystem::path& project);

}  // namespace recap
