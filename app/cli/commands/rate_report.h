// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cli/console_context.h"
#include "workflow/rating/rating_ranking.h"
#include "workflow/rating/rating_result.h"

namespace recap::cli {

// As text, for people; scripts read the JSON.
void printReport(const RatingResult& result, ConsoleContext& console);
void printRanking(const RatingRanking& ranking, ConsoleContext& console);

}  // namespace recap::cli
