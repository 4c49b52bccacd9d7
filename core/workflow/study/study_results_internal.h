// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/results/metric_row.h"
#include "workflow/study/study_plan_internal.h"

#include <filesystem>
#include <vector>

namespace recap {

// Assembles and writes the report from what the stages left in the project; returns the table.
std::vector<MetricRow> writeReportOf(StudyWork& work, const std::filesystem::path& path);

}  // namespace recap
