// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/project/project.h"

#include <string>

namespace recap {

// A run as a person names it: by its number, or the newest of that name. Throws Error(NotFound).
RunRecord requireRun(Project& project, const std::string& nameOrNumber);

// Real pictures are kept as a run, so that they can be judged and shown beside the models; nothing drew them.
bool isReferenceRun(const RunRecord& run);

}  // namespace recap
