// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

namespace recap {

struct BradleyTerry {
    std::vector<double> log_strength;  // mean 0; P(i beats j) = 1 / (1 + exp(s_j - s_i))
    double negative_log_likelihood = 0;
    bool converged = false;
};

// Maximum likelihood from wins[i][j] = how often i beat j (ties left out). A system that won or lost everything has no
// finite strength: converged is then false. Throws Error(ShapeMismatch) when the table is not square.
BradleyTerry fitBradleyTerry(const std::vector<std::vector<double>>& wins);

// On the scale of chess: 400 points are odds of ten to one.
double eloFromLogStrength(double logStrength);

}  // namespace recap
