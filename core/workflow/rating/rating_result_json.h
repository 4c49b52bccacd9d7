// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "workflow/rating/rating_result.h"

namespace recap {

// What `recap rate report --json` prints; docs/commands.md lists the keys.
Json toJson(const RatingResult& result);
// Name -> formula or meaning of each number of results of this type.
Json ratingDefinitions(const QuestionType& type);

}  // namespace recap
