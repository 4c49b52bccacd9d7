// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/rating/rating_result_internal.h"

#include <vector>

namespace recap::rating_internal {

// How far raters agree, how carefully each answered, whether one side is chosen more often, and who is left out under
// the plan's rule.
void addRaters(RatingResult& result, const OpenStudy& study, const std::vector<Judged>& judged);

// Answers of raters who are not excluded.
std::vector<Judged> withoutExcluded(const RatingResult& result, const std::vector<Judged>& judged);

}  // namespace recap::rating_internal
