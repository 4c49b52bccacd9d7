// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/rating/rating_openings.h"

namespace recap::rating_internal {

// On disk when it returns; see ratingResult() for what is not recorded again and what is refused.
void recordOpening(Project& project, StudyId study, const StudyOpening& opening);

}  // namespace recap::rating_internal
