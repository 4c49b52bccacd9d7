// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/samplers.h"
#include "diffusion/step_spacing.h"

#include <algorithm>
#include <cmath>

namespace recap {

EulerScheduler::EulerScheduler(const Json& config, SchedulerClass kind)
    : Scheduler(schedulerConfigFromJson(config, kind)), table_(schedule_, config_.rescale_betas_zero_snr) {}

void EulerScheduler::chooseSteps(int count) {
    timesteps_ = discreteSteps(config_, count, false);
    for (const double t : timesteps_) sigmas_.push_back(table_.at(t));
    // One level more than there are steps, as in the library: the last step ends at the smallest level, not at zero.
    if (config_.interpolation_type == "log_linear") sigmas_ = logLinearSigmas(table_.last(), table_.first(), count + 1);
    if (config_.use_karras_sigmas) {
        sigmas_ = karrasSigmas(config_.sigma_min.value_or(sigmas_.back()), config_.sigma_max.value_or(sigmas_.front()),
                               count);
        timesteps_.clear();
        for (const double sigma : sigmas_) timesteps_.push_back(static_cast<float>(table_.stepOf(sigma)));
    }
    for (auto& sigma : sigmas_) sigma = static_cast<float>(sigma);
    sigmas_.push_back(config_.final_sigmas_type == "zero" ? 0.0 : table_.first());
}

double EulerScheduler::initialNoiseScale() const {
    const double largest = *std::max_element(sigmas_.begin(), sigmas_.end());
    return config_.timestep_spacing == Spacing::Leading ? std::sqrt(largest * largest + 1) : largest;
}

torch::Tensor EulerScheduler::scaleInput(const torch::Tensor& sample, std::size_t call) const {
    const double sigma = sigmas_.at(call);
    return sample / std::sqrt(sigma * sigma + 1);
}

torch::Tensor EulerScheduler::addNoise(const torch::Tensor& clean, const torch::Tensor& noise, std::size_t call) const {
    return clean + sigmas_.at(call) * noise;
}

// The sample here is x_0 + sigma noise, the network's input scaled down to unit variance.
torch::Tensor EulerScheduler::cleanAt(const torch::Tensor& prediction, const torch::Tensor& sample,
                                      double sigma) const {
    switch (config_.prediction_type) {
        case Prediction::Epsilon: return sample - sigma * prediction;
        case Prediction::Velocity:
            return sample / (sigma * sigma + 1) - (sigma / std::sqrt(sigma * sigma + 1)) * prediction;
        case Prediction::Sample: break;
    }
    return prediction;
}

torch::Tensor EulerScheduler::step(const torch::Tensor& prediction, std::size_t call, const torch::Tensor& sample,
                                   const DrawNoise& /*draw*/) {
    const double sigma = sigmas_.at(call), next = sigmas_.at(call + 1);
    const auto slope = (sample - cleanAt(prediction, sample, sigma)) / sigma;
    return sample + (next - sigma) * slope;
}

EulerAncestralScheduler::EulerAncestralScheduler(const Json& config)
    : EulerScheduler(config, SchedulerClass::EulerAncestral) {}

torch::Tensor EulerAncestralScheduler::step(const torch::Tensor& prediction, std::size_t call,
                                            const torch::Tensor& sample, const DrawNoise& draw) {
    const double sigma = sigmas_.at(call), next = sigmas_.at(call + 1);
    const double up = std::sqrt(next * next * (sigma * sigma - next * next) / (sigma * sigma));
    const double down = std::sqrt(next * next - up * up);
    const auto slope = (sample - cleanAt(prediction, sample, sigma)) / sigma;
    // Noise is drawn at the last step too, where it counts nothing: the generator's state depends on it.
    return sample + (down - sigma) * slope + up * draw();
}

}  // namespace recap
