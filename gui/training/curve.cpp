// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/curve.h"

#include <cmath>

namespace recap::gui {

void Curve::append(qint64 step, double value) {
    if (!std::isfinite(value)) {
        ++notFinite_;
        return;
    }
    const auto x = static_cast<double>(step);
    while (!points_.isEmpty() && points_.last().x() >= x) points_.removeLast();
    points_.append({x, value});
}

}  // namespace recap::gui
