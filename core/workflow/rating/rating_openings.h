// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/ids.h"
#include "workflow/project/project.h"

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

// Somebody looked at the results. Kept with the study for good.
struct StudyOpening {
    std::string who;
    std::int64_t time_ms = 0;
    std::int64_t answers = 0;  // counted answers there were
};
// Oldest first; empty while the study is sealed.
std::vector<StudyOpening> ratingOpenings(Project& project, StudyId study);

// The name under which the person is logged in.
std::string loginName();

}  // namespace recap
