// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "workflow/study_job.h"

#include <string>
#include <vector>

namespace recap::cli {

// rows[{model, metrics{NAME:{value, low, high, n, judge}}}]
Json rowsAsJson(const std::vector<StudyRow>& rows);

// The paper's table for a terminal: a line a model, a column a metric, value with [low, high].
std::string rowsAsText(const std::vector<StudyRow>& rows);

}  // namespace recap::cli
