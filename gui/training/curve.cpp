// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/training/curve.h"

#include <algorithm>
#include <cmath>

namespace recap::gui {

void Curve::append(qint64 step, double value) {
    if (!std::isfinite(value)) {
        ++notFinite_;
        return;
    }
    const auto x = static_cast<double>(step);
    const auto& known = points();
    if (!known.isEmpty() && known.last().x() >= x) {
        const auto it = std::lower_bound(known.begin(), known.end(), x,
                                         [](const QPointF& p, double other) { return p.x() < other; });
        data_->truncate(it - known.begin());
    }
    data_->append({x, value});
}

}  // namespace recap::gui
