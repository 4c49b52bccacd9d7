// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "diffusion/scheduler_config.h"

#include <torch/types.h>

#include <vector>

namespace recap {

// The forward process q(x_t | x_0) = N(sqrt(a_t) x_0, (1 - a_t) I), a_t the cumulative product of 1 - beta. A value
// shared by training and sampling. The tables are float32, as in diffusers, so that they agree to the last digit.
class NoiseSchedule {
public:
    explicit NoiseSchedule(const SchedulerConfig& config);
    // The forward process that a pipeline's scheduler file describes, for training.
    static NoiseSchedule fromConfig(const Json& json) {
        return NoiseSchedule(schedulerConfigFromJson(json, SchedulerClass::Training));
    }

    int size() const { return static_cast<int>(alphasCumprod_.size()); }
    Prediction prediction() const { return prediction_; }
    // a_t of one training step, 0 <= t < size().
    double alphaCumprod(int t) const { return alphasCumprod_.at(static_cast<std::size_t>(t)); }
    const std::vector<float>& alphasCumprod() const { return alphasCumprod_; }
    const std::vector<float>& betas() const { return betas_; }

    // The functions below take training steps `t` as int64 [B] and images as [B, ...] on any device.
    // x_t = sqrt(a_t) x_0 + sqrt(1 - a_t) noise
    torch::Tensor addNoise(const torch::Tensor& x0, const torch::Tensor& noise, const torch::Tensor& t) const;
    // v_t = sqrt(a_t) noise - sqrt(1 - a_t) x_0  (Salimans and Ho 2022)
    torch::Tensor velocity(const torch::Tensor& x0, const torch::Tensor& noise, const torch::Tensor& t) const;
    // What the network should answer under the configured prediction type.
    torch::Tensor target(const torch::Tensor& x0, const torch::Tensor& noise, const torch::Tensor& t) const;
    // a_t / (1 - a_t), float32 [B].
    torch::Tensor snr(const torch::Tensor& t) const;

private:
    // a_t of each row, shaped to multiply an image of `like`.
    torch::Tensor alphasAt(const torch::Tensor& t, const torch::Tensor& like) const;

    std::vector<float> betas_, alphasCumprod_;
    torch::Tensor table_;  // alphasCumprod_ on the CPU, never written
    Prediction prediction_ = Prediction::Epsilon;
};

}  // namespace recap
