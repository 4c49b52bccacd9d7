// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/samplers.h"
#include "diffusion/step_spacing.h"

#include <cmath>

namespace recap {

DdimScheduler::DdimScheduler(const Json& config) : Scheduler(schedulerConfigFromJson(config, SchedulerClass::Ddim)) {}

void DdimScheduler::chooseSteps(int count) {
    timesteps_ = discreteSteps(config_, count, true);
}

torch::Tensor DdimScheduler::step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                                  const DrawNoise& draw) {
    const int t = static_cast<int>(timesteps_.at(call));
    const int earlier = t - config_.num_train_timesteps / count_;
    const double a = schedule_.alphaCumprod(t);
    const double end = config_.set_alpha_to_one ? 1.0 : schedule_.alphaCumprod(0);
    const double before = earlier >= 0 ? schedule_.alphaCumprod(earlier) : end;
    const double alpha = std::sqrt(a), sigma = std::sqrt(1 - a);
    auto clean = cleanFrom(prediction, sample, alpha, sigma);
    torch::Tensor noise;  // the direction pointing to x_t, from the unclipped estimate as in the library
    switch (config_.prediction_type) {
        case Prediction::Epsilon: noise = prediction; break;
        case Prediction::Velocity: noise = alpha * prediction + sigma * sample; break;
        case Prediction::Sample: noise = (sample - alpha * clean) / sigma; break;
    }
    if (config_.clip_sample) clean = clean.clamp(-config_.clip_sample_range, config_.clip_sample_range);
    // Equations 12 and 16 of the paper.
    const double deviation = eta_ * std::sqrt((1 - before) / (1 - a) * (1 - a / before));
    auto next = std::sqrt(before) * clean + std::sqrt(std::max(1 - before - deviation * deviation, 0.0)) * noise;
    return eta_ > 0 ? next + deviation * draw() : next;
}

}  // namespace recap
