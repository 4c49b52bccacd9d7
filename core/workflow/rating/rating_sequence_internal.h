// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/rating/rating_result_internal.h"

#include <vector>

namespace recap::rating_internal {

// The interval that holds at any time, its decision and forecast, for the comparison or difference in `result`: prompts
// in the order of time, each once it has as many answers as the plan says.
void addSequence(RatingNumbers& result, const OpenStudy& study, const std::vector<Judged>& judged);

}  // namespace recap::rating_internal
