// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "data/metric_differences.h"
#include "workflow/study/study_job.h"

#include <string>
#include <vector>

namespace recap::cli {

// A table for a terminal: the first column to the left, the others to the right.
std::string aligned(const std::vector<std::vector<std::string>>& cells);

// rows[{model, step, metrics{NAME:{value, low, high, n, judge, step, weights, prompt_set}}}]; a row has a step where
// the model has numbers of several.
Json rowsAsJson(const std::vector<MetricRow>& rows);

// The paper's table for a terminal: a line a model, a column a metric, value with [low, high]; a star at the best.
std::string rowsAsText(const std::vector<MetricRow>& rows, const std::vector<MetricDifferenceRecord>& differences = {});

// captions[{kind, n, objects, counts, related, axis, relations, held_out, shares{NAME:{value, low, high, n}}}]
Json captionsAsJson(const std::vector<StudyCaptions>& captions);

// What the captions get right and what they get wrong, a line a kind.
std::string captionsAsText(const std::vector<StudyCaptions>& captions);

// The shares of right captions by the number of human captions that the captioner learned from.
std::string sharesByCountAsText(const CaptionCurve& curve);

}  // namespace recap::cli
