// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "workflow/study/study_job.h"

#include <string>
#include <vector>

namespace recap::cli {

// rows[{model, metrics{NAME:{value, low, high, n, judge}}}]
Json rowsAsJson(const std::vector<MetricRow>& rows);

// The paper's table for a terminal: a line a model, a column a metric, value with [low, high].
std::string rowsAsText(const std::vector<MetricRow>& rows);

// captions[{kind, n, objects, counts, related, axis, relations, held_out}]
Json captionsAsJson(const std::vector<StudyCaptions>& captions);

// What the captions get right and what they get wrong, a line a kind.
std::string captionsAsText(const std::vector<StudyCaptions>& captions);

}  // namespace recap::cli
