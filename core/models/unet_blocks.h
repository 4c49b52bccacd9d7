// SPDX-License-Identifier: GPL-3.0-or-later
//
// Levels of the UNet (diffusers models/unets/unet_2d_blocks.py). DownBlock2D and CrossAttnDownBlock2D are one class
// here, with or without the list `attentions`, so that the levels form one typed list; the keys are those of the Python
// classes.
#pragma once

#include "models/resnet_blocks.h"
#include "models/transformer_2d.h"
#include "nn/typed_list.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <optional>
#include <vector>

namespace recap {

struct UNetLevelConfig {
    std::int64_t in_channels = 0;
    std::int64_t out_channels = 0;
    std::int64_t below_channels = 0;  // up blocks: channels that arrive from the block below (prev_output_channel)
    std::int64_t layers = 1;
    ResnetBlock2DConfig resnet;                    // channels are filled in per layer
    std::optional<Transformer2DConfig> attention;  // absent: no attentions
    bool resample = true;                          // down- or up-sampler at the end of the level
};

class UNetDownBlockImpl : public torch::nn::Module {
public:
    explicit UNetDownBlockImpl(const UNetLevelConfig& config);
    // Appends the result of each layer to `skips`.
    torch::Tensor forward(torch::Tensor x, const torch::Tensor& temb, const torch::Tensor& context,
                          std::vector<torch::Tensor>& skips);

    nn::TypedList<ResnetBlock2D> resnets{nullptr};
    nn::TypedList<Transformer2DModel> attentions{nullptr};
    nn::TypedList<Downsample2D> downsamplers{nullptr};
};
TORCH_MODULE(UNetDownBlock);

class UNetMidBlock2DCrossAttnImpl : public torch::nn::Module {
public:
    UNetMidBlock2DCrossAttnImpl(const ResnetBlock2DConfig& resnet, const Transformer2DConfig& attention);
    torch::Tensor forward(torch::Tensor x, const torch::Tensor& temb, const torch::Tensor& context);

    nn::TypedList<ResnetBlock2D> resnets{nullptr};
    nn::TypedList<Transformer2DModel> attentions{nullptr};
};
TORCH_MODULE(UNetMidBlock2DCrossAttn);

class UNetUpBlockImpl : public torch::nn::Module {
public:
    explicit UNetUpBlockImpl(const UNetLevelConfig& config);
    // Takes one tensor off `skips` for each layer and enlarges the result to the size of the skip that is next then.
    torch::Tensor forward(torch::Tensor x, const torch::Tensor& temb, const torch::Tensor& context,
                          std::vector<torch::Tensor>& skips);

    nn::TypedList<ResnetBlock2D> resnets{nullptr};
    nn::TypedList<Transformer2DModel> attentions{nullptr};
    nn::TypedList<Upsample2D> upsamplers{nullptr};
};
TORCH_MODULE(UNetUpBlock);

}  // namespace recap
