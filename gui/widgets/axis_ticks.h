// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace recap::gui {

// Round steps that cover low..high with about `count` lines, e.g. 0, 20, 40; at least two.
std::vector<double> axisTicks(double low, double high, int count);
// Digits behind the point with which such ticks differ.
int tickDecimals(const std::vector<double>& ticks);

}  // namespace recap::gui
