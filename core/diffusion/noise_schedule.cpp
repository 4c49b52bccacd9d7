// SPDX-License-Identifier: GPL-3.0-or-later
#include "diffusion/noise_schedule.h"

#include "base/error.h"

#include <cmath>
#include <numbers>

namespace recap {
namespace {

// Nichol and Dhariwal 2021, with alpha_bar(t) = cos^2((t + 0.008) / 1.008 * pi / 2).
torch::Tensor cosineBetas(int steps) {
    auto alphaBar = [](double t) { return std::pow(std::cos((t + 0.008) / 1.008 * std::numbers::pi / 2), 2); };
    std::vector<float> betas;
    for (int i = 0; i < steps; ++i)
        betas.push_back(static_cast<float>(std::min(
            1 - alphaBar(static_cast<double>(i + 1) / steps) / alphaBar(static_cast<double>(i) / steps), 0.999)));
    return torch::tensor(betas);
}

torch::Tensor betaTable(const SchedulerConfig& c) {
    if (!c.trained_betas.empty()) return torch::tensor(c.trained_betas, torch::kFloat64).to(torch::kFloat32);
    if (c.beta_schedule == "squaredcos_cap_v2") return cosineBetas(c.num_train_timesteps);
    if (c.beta_schedule == "linear")
        return torch::linspace(c.beta_start, c.beta_end, c.num_train_timesteps, torch::kFloat32);
    return torch::linspace(std::sqrt(c.beta_start), std::sqrt(c.beta_end), c.num_train_timesteps, torch::kFloat32)
        .square();
}

// Lin et al. 2024, algorithm 1: shifted and scaled so that the last step is pure noise and the first keeps its value.
torch::Tensor rescaledToZeroSnr(const torch::Tensor& betas) {
    auto root = (1 - betas).cumprod(0).sqrt();
    const auto first = root[0].clone(), last = root[-1].clone();
    root = (root - last) * (first / (first - last));
    const auto bar = root.square();
    const auto alphas = torch::cat({bar.slice(0, 0, 1), bar.slice(0, 1) / bar.slice(0, 0, -1)});
    return 1 - alphas;
}

std::vector<float> values(const torch::Tensor& table) {
    const auto dense = table.contiguous();
    return {dense.data_ptr<float>(), dense.data_ptr<float>() + dense.numel()};
}

}  // namespace

NoiseSchedule::NoiseSchedule(const SchedulerConfig& config) : prediction_(config.prediction_type) {
    const torch::NoGradGuard noGrad;
    auto betas = betaTable(config);
    if (config.rescale_betas_zero_snr) betas = rescaledToZeroSnr(betas);
    betas_ = values(betas);
    table_ = (1 - betas).cumprod(0);
    alphasCumprod_ = values(table_);
}

torch::Tensor NoiseSchedule::alphasAt(const torch::Tensor& t, const torch::Tensor& like) const {
    TORCH_CHECK(t.dim() == 1 && t.size(0) == like.size(0), "one training step per image is needed");
    std::vector<std::int64_t> shape(static_cast<std::size_t>(like.dim()), 1);
    shape[0] = t.size(0);
    return table_.index_select(0, t.to(torch::kCPU, torch::kInt64)).view(shape);  // [B, 1, ...]
}

torch::Tensor NoiseSchedule::addNoise(const torch::Tensor& x0, const torch::Tensor& noise,
                                      const torch::Tensor& t) const {
    const auto a = alphasAt(t, x0);
    return a.sqrt().to(x0.options()) * x0 + (1 - a).sqrt().to(x0.options()) * noise;
}

torch::Tensor NoiseSchedule::velocity(const torch::Tensor& x0, const torch::Tensor& noise,
                                      const torch::Tensor& t) const {
    const auto a = alphasAt(t, x0);
    return a.sqrt().to(x0.options()) * noise - (1 - a).sqrt().to(x0.options()) * x0;
}

torch::Tensor NoiseSchedule::target(const torch::Tensor& x0, const torch::Tensor& noise, const torch::Tensor& t) const {
    if (prediction_ == Prediction::Epsilon) return noise;
    return prediction_ == Prediction::Velocity ? velocity(x0, noise, t) : x0;
}

torch::Tensor NoiseSchedule::snr(const torch::Tensor& t) const {
    const auto a = table_.index_select(0, t.to(torch::kCPU, torch::kInt64));
    return (a / (1 - a)).to(t.device());
}

}  // namespace recap
