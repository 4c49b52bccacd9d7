// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/manifold_coverage.h"

#include "base/error.h"

#include <algorithm>
#include <string>

namespace recap {
namespace {

// Squared distances order as distances do, and need no root.
double squaredDistance(const std::vector<double>& x, const std::vector<double>& y) {
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - y[i]) * (x[i] - y[i]);
    return sum;
}

std::vector<double> neighbourRadii(const FeatureRows& rows, std::size_t k) {
    std::vector<double> radii;
    radii.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::vector<double> distances;
        for (std::size_t j = 0; j < rows.size(); ++j)
            if (j != i) distances.push_back(squaredDistance(rows[i], rows[j]));
        const auto kth = distances.begin() + static_cast<std::ptrdiff_t>(k - 1);
        std::nth_element(distances.begin(), kth, distances.end());
        radii.push_back(*kth);
    }
    return radii;
}

}  // namespace

ManifoldCoverage manifoldCoverage(const FeatureRows& real, const FeatureRows& generated, std::size_t k) {
    if (k == 0 || real.size() <= k || generated.size() <= k)
        throw Error(ErrorCode::ShapeMismatch, message("Coverage with %1 neighbours needs more rows than that.", k));
    const auto realRadii = neighbourRadii(real, k);
    const auto generatedRadii = neighbourRadii(generated, k);
    std::vector<char> realInside(real.size(), 0), realCovered(real.size(), 0);
    ManifoldCoverage result;
    double balls = 0, inside = 0;
    for (std::size_t g = 0; g < generated.size(); ++g) {
        double holding = 0;
        for (std::size_t r = 0; r < real.size(); ++r) {
            const double distance = squaredDistance(real[r], generated[g]);
            if (distance <= realRadii[r]) {
                holding += 1;
                realCovered[r] = 1;
            }
            if (distance <= generatedRadii[g]) realInside[r] = 1;
        }
        balls += holding;
        inside += holding > 0 ? 1 : 0;
    }
    const auto realCount = static_cast<double>(real.size());
    const auto generatedCount = static_cast<double>(generated.size());
    result.precision = inside / generatedCount;
    result.recall = static_cast<double>(std::count(realInside.begin(), realInside.end(), 1)) / realCount;
    result.density = balls / (static_cast<double>(k) * generatedCount);
    result.coverage = static_cast<double>(std::count(realCovered.begin(), realCovered.end(), 1)) / realCount;
    return result;
}

}  // namespace recap
