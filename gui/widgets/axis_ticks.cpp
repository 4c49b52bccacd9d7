// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/widgets/axis_ticks.h"

#include <algorithm>
#include <cmath>

namespace recap::gui {

std::vector<double> axisTicks(double low, double high, int count) {
    if (!(high > low)) {
        low -= 0.5;
        high += 0.5;
    }
    const double raw = (high - low) / std::max(1, count - 1);
    const double magnitude = std::pow(10.0, std::floor(std::log10(raw)));
    double step = 10 * magnitude;
    for (const double factor : {1.0, 2.0, 2.5, 5.0})
        if (raw <= factor * magnitude * (1 + 1e-9)) {
            step = factor * magnitude;
            break;
        }
    std::vector<double> ticks;
    const double first = std::floor(low / step + 1e-9);
    for (double i = first; ticks.size() < 2 || ticks.back() < high - step * 1e-9; ++i) ticks.push_back(i * step);
    return ticks;
}

int tickDecimals(const std::vector<double>& ticks) {
    return std::clamp(static_cast<int>(std::ceil(-std::log10(ticks[1] - ticks[0]) - 1e-9)), 0, 6);
}

}  // namespace recap::gui
