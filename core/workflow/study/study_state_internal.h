// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/study/study_job.h"

#include <string>
#include <vector>

namespace recap {

// A row of the study's table.
struct StudyModel {
    std::string title;
    std::string key;         // in the memory: of the run with its samples
    bool reference = false;  // real images
};
// In the order of the table.
std::vector<StudyModel> studyModels(const StudyRequest& request);

}  // namespace recap
