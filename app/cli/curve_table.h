// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workflow/captioning/caption_curve.h"

#include <string>
#include <vector>

namespace recap::cli {

// A line for each captioner and, of several seeds, one for their mean; a column for each measure, with its interval.
std::string curveAsText(const CaptionCurve& curve);
// What the intervals are over, and the answer by each measure.
std::vector<std::string> curveSentences(const CaptionCurve& curve);

}  // namespace recap::cli
