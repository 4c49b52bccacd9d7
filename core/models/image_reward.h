// SPDX-License-Identifier: GPL-3.0-or-later
//
// ImageReward (Xu et al., arXiv 2304.05977; THUDM/ImageReward, ImageReward.pt): BLIP reads the prompt beside the
// picture, and a head of five linear layers without activations turns the state of [CLS] into a score.
#pragma once

#include "models/blip_text.h"
#include "models/blip_vision.h"
#include "tensor_io/state_dict.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <vector>

namespace recap {

// Layers 0, 2, 4, 6 and 7 of a sequence; those between are dropout, which only training needs.
class RewardLayersImpl : public torch::nn::Module {
public:
    explicit RewardLayersImpl(std::int64_t width);
    torch::Tensor forward(torch::Tensor x);  // [B, width] -> [B, 1]

private:
    std::vector<nn::Linear> all_;
};
TORCH_MODULE(RewardLayers);

class RewardHeadImpl : public torch::nn::Module {
public:
    explicit RewardHeadImpl(std::int64_t width);
    RewardLayers layers{nullptr};
};
TORCH_MODULE(RewardHead);

class ImageRewardImpl : public torch::nn::Module {
public:
    explicit ImageRewardImpl(const BlipConfig& config);

    // Scores [B] of picture i with text i, standardised as published: a picture of the training set has 0 on average
    // and a deviation of 1, and there is no limit on either side. Normalised pixels [B, 3, image_size, image_size]; ids
    // and attention_mask [B, L], [CLS] first.
    torch::Tensor forward(const torch::Tensor& pixel_values, const torch::Tensor& ids,
                          const torch::Tensor& attention_mask);
    const BlipConfig& config() const { return config_; }

    BlipVisionModel vision_model{nullptr};
    BertModel text_encoder{nullptr};
    RewardHead mlp{nullptr};

private:
    BlipConfig config_;
};
TORCH_MODULE(ImageReward);

// By names: "blip.text_encoder." and "mlp.layers.".
bool isImageReward(const StateDict& weights);

// From ImageReward.pt or the same as safetensors, the file itself or the only one in its folder; on the CPU, float32,
// in evaluation mode. The projections of BLIP's contrastive branch, which the file holds, are left out. Throws
// Error(FileNotFound), Error(BadFormat) for another network, Error(ShapeMismatch) with what is missing, unexpected or
// of another shape.
ImageReward loadImageReward(const std::filesystem::path& path);

}  // namespace recap
