// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "workflow/project/project.h"

#include <vector>

namespace recap {

// What continuing a training run would bring back, or why it cannot be continued.
struct ResumePlan {
    std::vector<Message> restores;  // in words
    std::vector<Message> problems;  // a run with problems is refused
    bool data_changed = false;      // images or captions are not those it began with
};

// What the last checkpoint says; problems with options and data are the kind's to add.
ResumePlan resumePlan(Project& project, const RunRecord& run);

}  // namespace recap
