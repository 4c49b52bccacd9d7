// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "data/records.h"

#include <map>
#include <vector>

namespace recap::gui {

// Index of the series style (colour, dash, marker) of every run, so that a run looks the same in every workspace: runs
// that draw pictures are numbered in the order in which they were made, all others share the first style.
std::map<RunId, int> seriesOfRuns(const std::vector<RunRecord>& runs);

}  // namespace recap::gui
