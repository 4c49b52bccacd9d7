// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/step_spacing.h"

#include "base/error.h"

#include <algorithm>
#include <cmath>

namespace recap {
namespace {

void requireCount(const SchedulerConfig& config, int count) {
    if (count < 1 || count > config.num_train_timesteps)
        throw Error(ErrorCode::InvalidOption,
                    message("The number of steps must be from 1 to %1, the model's training steps.",
                            config.num_train_timesteps));
}

// numpy.arange(last, 0, -total / count), rounded, minus one; its length formula is part of the behaviour.
std::vector<double> trailingSteps(int last, int total, int count) {
    const double stride = static_cast<double>(total) / count;
    const int length = static_cast<int>(std::ceil(last / stride));
    std::vector<double> steps;
    for (int i = 0; i < length; ++i) steps.push_back(std::nearbyint(last - i * stride) - 1);
    return steps;
}

// numpy.linspace(0, last, count), ascending.
std::vector<double> linearSteps(double last, int count) {
    std::vector<double> steps;
    for (int i = 0; i < count; ++i) steps.push_back(count == 1 ? 0 : i + 1 == count ? last : i * (last / (count - 1)));
    return steps;
}

}  // namespace

std::vector<double> discreteSteps(const SchedulerConfig& config, int count, bool rounded) {
    requireCount(config, count);
    const int total = config.num_train_timesteps;
    if (config.timestep_spacing == Spacing::Trailing) return trailingSteps(total, total, count);
    std::vector<double> steps;
    if (config.timestep_spacing == Spacing::Linspace) {
        steps = linearSteps(total - 1, count);
        if (rounded)
            std::transform(steps.begin(), steps.end(), steps.begin(), [](double t) { return std::nearbyint(t); });
        // The library holds the fractions as float32.
        else
            std::transform(steps.begin(), steps.end(), steps.begin(), [](double t) { return static_cast<float>(t); });
    } else {
        for (int i = 0; i < count; ++i) steps.push_back(i * (total / count) + config.steps_offset);
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
}

std::vector<double> integratorSteps(const SchedulerConfig& config, int count, int usable) {
    requireCount(config, count);
    if (config.timestep_spacing == Spacing::Trailing) return trailingSteps(usable, config.num_train_timesteps, count);
    std::vector<double> steps;
    if (config.timestep_spacing == Spacing::Linspace) {
        steps = linearSteps(usable - 1, count + 1);
        std::transform(steps.begin(), steps.end(), steps.begin(), [](double t) { return std::nearbyint(t); });
    } else {
        for (int i = 0; i <= count; ++i) steps.push_back(i * (usable / (count + 1)) + config.steps_offset);
    }
    std::reverse(steps.begin(), steps.end());
    steps.pop_back();
    return steps;
}

}  // namespace recap
