// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <opencv2/core.hpp>

namespace recap::demo {

// A drawn stand-in for a class's cut-outs: 256 x 256 BGRA, transparent outside. `look` 0 or 1 varies the colours.
cv::Mat drawnShape(int classIndex, int look);

}  // namespace recap::demo
