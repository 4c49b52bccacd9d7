// SPDX-License-Identifier: GPL-3.0-or-later
//
// A real training of milliseconds a step, for tests of the window beside it.
#pragma once

#include "base/json.h"
#include "support/temp_dir.h"
#include "workflow/project/project.h"

#include <memory>

namespace recap::testing {

// load.recap in the folder: four plain pictures with a text each.
std::shared_ptr<Project> pictureProject(const TempDir& dir);

// Options of a training of the golden pipeline at 64 pixels.
Json trainingValues(int steps);

}  // namespace recap::testing
