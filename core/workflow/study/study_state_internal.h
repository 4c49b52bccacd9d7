// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/study/study_job.h"

#include <string>
#include <utility>
#include <vector>

namespace recap {

// (title, key in the memory of the run with its samples) in the order of the table.
std::vector<std::pair<std::string, std::string>> studyModels(const StudyRequest& request);

}  // namespace recap
