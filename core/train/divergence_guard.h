// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstdint>

namespace recap {

// Watches the loss, smoothed over about fifty steps, and says when it has risen to `factor` times its lowest value.
// Steps below the hundredth are not judged; factor 0 never complains.
struct DivergenceGuard {
    double smoothed = 0;
    double lowest = 0;
    std::int64_t seen = 0;

    // True when the run has diverged.
    bool add(double loss, double factor) {
        smoothed = seen == 0 ? loss : 0.98 * smoothed + 0.02 * loss;
        if (++seen <= 100 || factor <= 0) {
            lowest = smoothed;
            return false;
        }
        lowest = std::min(lowest, smoothed);
        return smoothed > factor * lowest;
    }
};

}  // namespace recap
