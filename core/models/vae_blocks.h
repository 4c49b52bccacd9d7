// SPDX-License-Identifier: GPL-3.0-or-later
//
// Encoder and decoder of the variational autoencoder (diffusers models/autoencoders/vae.py). GroupNorm eps is 1e-6.
#pragma once

#include "models/resnet_blocks.h"
#include "nn/layers.h"
#include "nn/typed_list.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>

namespace recap {

struct AutoencoderKLConfig;

// Single-head self-attention over pixels, with group norm and residual.
class VaeAttentionImpl : public torch::nn::Module {
public:
    VaeAttentionImpl(std::int64_t channels, std::int64_t groups);
    torch::Tensor forward(const torch::Tensor& x);

    nn::GroupNorm group_norm{nullptr};
    nn::Linear to_q{nullptr}, to_k{nullptr}, to_v{nullptr};
    nn::TypedList<nn::Linear> to_out{nullptr};
};
TORCH_MODULE(VaeAttention);

class VaeMidBlockImpl : public torch::nn::Module {
public:
    VaeMidBlockImpl(const ResnetBlock2DConfig& resnet, bool with_attention);
    torch::Tensor forward(torch::Tensor x);

    nn::TypedList<VaeAttention> attentions{nullptr};
    nn::TypedList<ResnetBlock2D> resnets{nullptr};
};
TORCH_MODULE(VaeMidBlock);

// One level of the encoder; its first layer changes the channel count.
class DownEncoderBlock2DImpl : public torch::nn::Module {
public:
    DownEncoderBlock2DImpl(const ResnetBlock2DConfig& resnet, std::int64_t layers, bool downsample);
    torch::Tensor forward(torch::Tensor x);

    nn::TypedList<ResnetBlock2D> resnets{nullptr};
    nn::TypedList<Downsample2D> downsamplers{nullptr};
};
TORCH_MODULE(DownEncoderBlock2D);

class UpDecoderBlock2DImpl : public torch::nn::Module {
public:
    UpDecoderBlock2DImpl(const ResnetBlock2DConfig& resnet, std::int64_t layers, bool upsample);
    torch::Tensor forward(torch::Tensor x);

    nn::TypedList<ResnetBlock2D> resnets{nullptr};
    nn::TypedList<Upsample2D> upsamplers{nullptr};
};
TORCH_MODULE(UpDecoderBlock2D);

// Image [B, in_channels, H, W] -> moments [B, 2 * latent_channels, H / f, W / f].
class VaeEncoderImpl : public torch::nn::Module {
public:
    explicit VaeEncoderImpl(const AutoencoderKLConfig& config);
    torch::Tensor forward(torch::Tensor x);

    nn::Conv2d conv_in{nullptr}, conv_out{nullptr};
    nn::TypedList<DownEncoderBlock2D> down_blocks{nullptr};
    VaeMidBlock mid_block{nullptr};
    nn::GroupNorm conv_norm_out{nullptr};
};
TORCH_MODULE(VaeEncoder);

// Latents [B, latent_channels, h, w] -> image [B, out_channels, f h, f w].
class VaeDecoderImpl : public torch::nn::Module {
public:
    explicit VaeDecoderImpl(const AutoencoderKLConfig& config);
    torch::Tensor forward(torch::Tensor z);

    nn::Conv2d conv_in{nullptr}, conv_out{nullptr};
    nn::TypedList<UpDecoderBlock2D> up_blocks{nullptr};
    VaeMidBlock mid_block{nullptr};
    nn::GroupNorm conv_norm_out{nullptr};
};
TORCH_MODULE(VaeDecoder);

}  // namespace recap
