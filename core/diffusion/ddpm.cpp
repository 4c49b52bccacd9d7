// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/samplers.h"
#include "diffusion/step_spacing.h"

#include <algorithm>
#include <cmath>

namespace recap {

DdpmScheduler::DdpmScheduler(const Json& config) : Scheduler(schedulerConfigFromJson(config, SchedulerClass::Ddpm)) {}

void DdpmScheduler::chooseSteps(int count) {
    timesteps_ = discreteSteps(config_, count, true);
}

torch::Tensor DdpmScheduler::step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                                  const DrawNoise& draw) {
    const int t = static_cast<int>(timesteps_.at(call));
    const bool last = call + 1 == timesteps_.size();
    const double a = schedule_.alphaCumprod(t);
    const double before = last ? 1.0 : schedule_.alphaCumprod(static_cast<int>(timesteps_[call + 1]));
    const double beta = 1 - a / before;  // of the whole jump
    auto clean = cleanFrom(prediction, sample, std::sqrt(a), std::sqrt(1 - a));
    if (config_.clip_sample) clean = clean.clamp(-config_.clip_sample_range, config_.clip_sample_range);
    // Equation 7 of the paper: mean of q(x_before | x_t, x_0).
    auto next = (std::sqrt(before) * beta / (1 - a)) * clean + (std::sqrt(1 - beta) * (1 - before) / (1 - a)) * sample;
    if (t == 0) return next;
    const double small = std::max((1 - before) / (1 - a) * beta, 1e-20);
    const double variance = config_.variance_type.starts_with("fixed_small") ? small : beta;
    return next + std::sqrt(variance) * draw();
}

}  // namespace recap
