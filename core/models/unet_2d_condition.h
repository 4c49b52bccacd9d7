// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/unet_2d_condition_config.h"
#include "models/unet_blocks.h"
#include "nn/layers.h"
#include "nn/typed_list.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

namespace recap {

// linear_1, SiLU, linear_2.
class TimestepEmbeddingImpl : public torch::nn::Module {
public:
    TimestepEmbeddingImpl(std::int64_t in, std::int64_t width);
    torch::Tensor forward(const torch::Tensor& sinusoids);

    nn::Linear linear_1{nullptr}, linear_2{nullptr};
};
TORCH_MODULE(TimestepEmbedding);

// The denoising network of Stable Diffusion 1.x; keys and results equal diffusers' UNet2DConditionModel.
class UNet2DConditionImpl : public torch::nn::Module {
public:
    // Throws Error(BadFormat) for a configuration that does not fit together.
    explicit UNet2DConditionImpl(const UNet2DConditionConfig& config);

    // sample [B, in_channels, H, W] of any size, timesteps [B] or [] (whole or fractional),
    // encoder_hidden_states [B, L, cross_attention_dim] -> prediction [B, out_channels, H, W].
    // Throws Error(ShapeMismatch).
    torch::Tensor forward(const torch::Tensor& sample, const torch::Tensor& timesteps,
                          const torch::Tensor& encoder_hidden_states);
    const UNet2DConditionConfig& config() const { return config_; }

    nn::Conv2d conv_in{nullptr}, conv_out{nullptr};
    TimestepEmbedding time_embedding{nullptr};
    nn::TypedList<UNetDownBlock> down_blocks{nullptr};
    nn::TypedList<UNetUpBlock> up_blocks{nullptr};
    UNetMidBlock2DCrossAttn mid_block{nullptr};
    nn::GroupNorm conv_norm_out{nullptr};

private:
    void buildLevels();
    torch::Tensor timeEmbedding(const torch::Tensor& sample, const torch::Tensor& timesteps);
    void requireInputs(const torch::Tensor& sample, const torch::Tensor& timesteps, const torch::Tensor& context) const;

    UNet2DConditionConfig config_;
};
TORCH_MODULE(UNet2DCondition);

}  // namespace recap
