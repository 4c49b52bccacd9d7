// SPDX-License-Identifier: GPL-3.0-or-later
#include "rating/clustered.h"

#include "rating/distributions.h"
#include "rating/significance.h"

#include <algorithm>
#include <cmath>

namespace recap {

ClusterInterval clusterInterval(std::span<const ClusterSum> prompts, double lowest, double highest, double confidence) {
    const double range = highest - lowest;
    // Each sum moved to [0, answers].
    const auto moved = [&](const ClusterSum& prompt) { return (prompt.sum - lowest * prompt.answers) / range; };
    ClusterInterval out{0, lowest, highest, 0};
    double sum = 0, answers = 0;
    for (const auto& prompt : prompts) {
        if (prompt.answers <= 0) continue;
        ++out.clusters;
        sum += moved(prompt);
        answers += prompt.answers;
    }
    if (out.clusters == 0) return out;
    const auto n = static_cast<double>(out.clusters);
    const double mean = sum / answers, size = answers / n;
    out.value = lowest + range * mean;
    if (out.clusters < 2) return out;
    // Two halves of a prompt, one at each end, keep the variance of unanimous prompts from being zero (Agresti and Min
    // 2005 do so for paired answers).
    const double smoothed = (sum + size / 2) / (answers + size);
    double squares = (smoothed * smoothed + (1 - smoothed) * (1 - smoothed)) * size * size / 2;
    for (const auto& prompt : prompts) {
        const double residual = moved(prompt) - smoothed * prompt.answers;
        squares += residual * residual;
    }
    // How many independent yes-or-no answers would vary as much as the prompts do.
    const double effective = n * size * size * smoothed * (1 - smoothed) * (n + 1) / squares;
    const auto wilson = wilsonInterval(mean * effective, effective, studentTwoSidedPoint(1 - confidence, n - 1));
    out.low = lowest + range * wilson.low;
    out.high = lowest + range * wilson.high;
    return out;
}

ClusterEquivalence clusterEquivalence(std::span<const ClusterSum> prompts, double lowest, double highest,
                                      double margin) {
    ClusterEquivalence out;
    out.margin = margin;
    const auto at90 = clusterInterval(prompts, lowest, highest, 0.9);
    out.low = at90.low;
    out.high = at90.high;
    out.smallest_margin = std::max(std::abs(at90.low), std::abs(at90.high));
    if (margin <= 0 || at90.clusters < 2 || std::abs(at90.value) >= margin) return out;
    // The p value is the level at which the interval of confidence 1 - 2 p just fits.
    double fits = 0.5, wider = 0;
    for (int i = 0; i < 60; ++i) {
        const double p = (fits + wider) / 2;
        const auto interval = clusterInterval(prompts, lowest, highest, 1 - 2 * p);
        (interval.low > -margin && interval.high < margin ? fits : wider) = p;
    }
    out.p = fits;
    return out;
}

ClusterSignTest clusterSignTest(std::span<const double> net) {
    ClusterSignTest test;
    for (const double value : net) ++(value > 0 ? test.wins : value < 0 ? test.losses : test.ties);
    test.p = signTestP(test.wins, test.losses);
    return test;
}

}  // namespace recap
