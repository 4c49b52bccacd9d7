// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <span>
#include <string_view>

namespace recap {

// The 80 classes of COCO's detection task in the order of their category numbers (which have gaps), by the names that
// detectors give them today: "couch" for sofa, "tv" for tvmonitor, "airplane" for aeroplane.
std::span<const std::string_view> cocoClasses();

}  // namespace recap
