// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "workflow/project/project.h"

#include <optional>
#include <string>

namespace recap {

// A run as a person names it: by its number, or the newest of that name. Throws Error(NotFound).
RunRecord requireRun(Project& project, const std::string& nameOrNumber);

// A training run that may be continued here and now. Throws Error(NotFound) for a run of another kind, Error(ReadOnly)
// when another program works on it.
RunRecord runToResume(Project& project, RunId run, RunKind kind);

// A sentence for who starts a run under a name that a run of its kind has already; none: the name is new.
std::optional<Message> sameNameRemark(Project& project, const std::string& name, RunKind kind);

// Real pictures are kept as a run, so that they can be judged and shown beside the models; nothing drew them.
bool isReferenceRun(const RunRecord& run);

}  // namespace recap
