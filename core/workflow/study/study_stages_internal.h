// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "jobs/job.h"
#include "workflow/study/study_plan_internal.h"

#include <string>

namespace recap {

void runStudyStage(const std::string& stage, StudyWork& work, JobContext& context);

}  // namespace recap
