// SPDX-License-Identifier: GPL-3.0-or-later
//
// The convolutional blocks that UNet and VAE share (diffusers models/resnet.py, downsampling.py, upsampling.py).
#pragma once

#include "nn/layers.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>

namespace recap {

struct ResnetBlock2DConfig {
    std::int64_t in_channels = 0;
    std::int64_t out_channels = 0;
    std::int64_t temb_channels = 0;  // 0: no time embedding (VAE)
    std::int64_t groups = 32;
    double eps = 1e-5;
    double dropout = 0.0;
    double output_scale_factor = 1.0;
};

class ResnetBlock2DImpl : public torch::nn::Module {
public:
    explicit ResnetBlock2DImpl(const ResnetBlock2DConfig& config);
    // `activated_temb`: SiLU of the time embedding [B or 1, temb], computed once for all blocks; undefined in the VAE.
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& activated_temb = {});

    nn::GroupNorm norm1{nullptr}, norm2{nullptr};
    nn::Conv2d conv1{nullptr}, conv2{nullptr}, conv_shortcut{nullptr};
    nn::Linear time_emb_proj{nullptr};

private:
    torch::Tensor firstHalf(const torch::Tensor& h, const torch::Tensor& activated_temb);

    double dropout_, output_scale_;
};
TORCH_MODULE(ResnetBlock2D);

// Halves height and width with a 3x3 convolution of stride 2.
class Downsample2DImpl : public torch::nn::Module {
public:
    // padding 1: all sides (UNet). padding 0: one row and column at bottom and right only (VAE encoder).
    Downsample2DImpl(std::int64_t channels, std::int64_t padding);
    torch::Tensor forward(const torch::Tensor& x);

    nn::Conv2d conv{nullptr};

private:
    bool pad_bottom_right_;
};
TORCH_MODULE(Downsample2D);

// Nearest-neighbour enlargement, then a 3x3 convolution.
class Upsample2DImpl : public torch::nn::Module {
public:
    explicit Upsample2DImpl(std::int64_t channels);
    torch::Tensor forward(const torch::Tensor& x, std::int64_t height, std::int64_t width);

    nn::Conv2d conv{nullptr};
};
TORCH_MODULE(Upsample2D);

}  // namespace recap
