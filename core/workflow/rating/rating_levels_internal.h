// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/rating/rating_result_internal.h"

#include <vector>

namespace recap::rating_internal {

// Systems and their difference of a study in which every picture was given a level.
void addLevels(RatingNumbers& result, const OpenStudy& study, const std::vector<Judged>& judged);

}  // namespace recap::rating_internal
