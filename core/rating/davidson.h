// SPDX-License-Identifier: GPL-3.0-or-later
//
// Strengths of several systems from comparisons of two, where "equally good" is an answer: Davidson 1970 (On extending
// the Bradley-Terry model to accommodate ties, JASA 65). P(i beats j) = pi_i / D, P(tie) = nu sqrt(pi_i pi_j) / D with
// D = pi_i + pi_j + nu sqrt(pi_i pi_j).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace recap {

// Answers that compare the systems `first` and `second`.
struct PairCounts {
    std::size_t first = 0, second = 0;
    double first_wins = 0, second_wins = 0, ties = 0;
};

struct DavidsonFit {
    std::vector<double> log_strength;    // mean 0
    std::vector<double> standard_error;  // of those, if answers are independent: from the observed information
    // If answers to one prompt belong together: the sandwich of scores summed over clusters, with clusters / (clusters
    // - 1); NaN for fewer than two clusters.
    std::vector<double> cluster_standard_error;
    // covariance[i][j] of the centred log strengths over clusters: of the difference of two, var_i + var_j - 2 cov_ij.
    std::vector<std::vector<double>> cluster_covariance;
    double log_nu = 0, log_nu_standard_error = 0;  // without a tie -infinity, and 0
    double negative_log_likelihood = 0;
    double gradient = 0;  // largest component at the end
    bool converged = false;
};

// Maximum likelihood by Newton's method. clusters[c]: what was answered to prompt c. `converged` is false where no
// maximum exists: a system that won or lost everything, systems that nothing connects, only ties. Throws
// Error(ShapeMismatch) for a system number that is too large or a pair of one system.
DavidsonFit fitDavidson(std::size_t systems, std::span<const std::vector<PairCounts>> clusters);

}  // namespace recap
