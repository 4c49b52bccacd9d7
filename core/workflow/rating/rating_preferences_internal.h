// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/rating/rating_result_internal.h"

#include <vector>

namespace recap::rating_internal {

// Systems and comparison of a study whose pictures were shown side by side.
void addPreferences(RatingNumbers& result, const OpenStudy& study, const std::vector<Judged>& judged);

}  // namespace recap::rating_internal
