// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diffusion/noise_schedule.h"

#include <vector>

namespace recap {

// Noise levels sigma = sqrt((1 - a) / a) of the samplers that solve the probability-flow equation (Karras et al. 2022).
class SigmaTable {
public:
    // With zero terminal SNR the last a would be 0 and sigma infinite; diffusers takes 2^-24 there.
    SigmaTable(const NoiseSchedule& schedule, bool zeroTerminalSnr);

    double first() const { return sigmas_.front(); }  // of training step 0, the smallest
    double last() const { return sigmas_.back(); }
    // Linear between training steps.
    double at(double step) const;
    // The training step with this noise level, linear in log sigma.
    double stepOf(double sigma) const;

private:
    std::vector<double> sigmas_, logs_;
};

// `count` levels from `largest` to `smallest`, evenly spaced in sigma^(1/7); equation 5 of Karras et al. 2022.
std::vector<double> karrasSigmas(double smallest, double largest, int count);

// x = alpha x_0 + sigma noise with alpha^2 + sigma^2 = 1, for a level given as the ratio sigma / alpha.
struct AlphaSigma {
    double alpha = 1;
    double sigma = 0;
};
AlphaSigma alphaSigma(double level);
// log(alpha / sigma), infinite at level 0.
double logSnrHalf(double level);

// log-linear or linear course between the two ends: Euler's interpolation_type.
std::vector<double> logLinearSigmas(double largest, double smallest, int count);

}  // namespace recap
