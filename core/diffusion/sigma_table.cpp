// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/sigma_table.h"

#include <algorithm>
#include <cmath>

namespace recap {

SigmaTable::SigmaTable(const NoiseSchedule& schedule, bool zeroTerminalSnr) {
    for (const float value : schedule.alphasCumprod()) {
        // float32 up to the root, as in the library.
        const bool last = sigmas_.size() + 1 == schedule.alphasCumprod().size();
        const float a = zeroTerminalSnr && last ? std::ldexp(1.0f, -24) : value;
        sigmas_.push_back(std::sqrt((1 - a) / a));
        logs_.push_back(std::log(sigmas_.back()));
    }
}

double SigmaTable::at(double step) const {
    const auto low = static_cast<std::size_t>(std::clamp(step, 0.0, static_cast<double>(sigmas_.size() - 1)));
    if (low + 1 == sigmas_.size()) return sigmas_.back();
    return sigmas_[low] + (sigmas_[low + 1] - sigmas_[low]) * (step - static_cast<double>(low));
}

double SigmaTable::stepOf(double sigma) const {
    const double wanted = std::log(std::max(sigma, 1e-10));
    const auto above = std::upper_bound(logs_.begin(), logs_.end(), wanted);
    const auto low = static_cast<std::size_t>(
        std::clamp<std::ptrdiff_t>(above - logs_.begin() - 1, 0, static_cast<std::ptrdiff_t>(logs_.size()) - 2));
    const double share = std::clamp((logs_[low] - wanted) / (logs_[low] - logs_[low + 1]), 0.0, 1.0);
    return static_cast<double>(low) + share;
}

std::vector<double> karrasSigmas(double smallest, double largest, int count) {
    constexpr double kRho = 7;
    const double low = std::pow(smallest, 1 / kRho), high = std::pow(largest, 1 / kRho);
    std::vector<double> sigmas;
    for (int i = 0; i < count; ++i) {
        const double ramp = count == 1 ? 0 : static_cast<double>(i) / (count - 1);
        sigmas.push_back(std::pow(high + ramp * (low - high), kRho));
    }
    return sigmas;
}

std::vector<double> logLinearSigmas(double largest, double smallest, int count) {
    std::vector<double> sigmas;
    for (int i = 0; i < count; ++i) {
        const double ramp = count == 1 ? 0 : static_cast<double>(i) / (count - 1);
        sigmas.push_back(std::exp(std::log(largest) + ramp * (std::log(smallest) - std::log(largest))));
    }
    return sigmas;
}

AlphaSigma alphaSigma(double level) {
    const double alpha = 1 / std::sqrt(level * level + 1);
    return {alpha, level * alpha};
}

double logSnrHalf(double level) {
    const auto [alpha, sigma] = alphaSigma(level);
    return std::log(alpha) - std::log(sigma);
}

}  // namespace recap
