// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "models/clip_text.h"
#include "models/clip_vision.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

namespace recap {

// config.json of a CLIPModel.
struct ClipModelConfig {
    ClipTextConfig text_config;
    ClipVisionConfig vision_config;
    std::int64_t projection_dim = 512;
    double logit_scale_init_value = 2.6592;
    Json source = Json::object();  // the file as read, so that unknown fields are written back

    static ClipModelConfig fromJson(const Json& json);
    Json toJson() const;
};

// Both towers with their projections; keys and results equal transformers' CLIPModel.
class ClipModelImpl : public torch::nn::Module {
public:
    explicit ClipModelImpl(const ClipModelConfig& config);

    // [B, projection_dim], as long as they come: what distances between sets of pictures are taken of.
    torch::Tensor imageFeatures(const torch::Tensor& pixel_values);
    // Unit vectors [B, projection_dim] in the space that images and texts share.
    torch::Tensor imageEmbedding(const torch::Tensor& pixel_values);
    torch::Tensor textEmbedding(const torch::Tensor& input_ids, const torch::Tensor& attention_mask = {});
    // exp(logit_scale) * cosine, [images, texts].
    torch::Tensor logitsPerImage(const torch::Tensor& image_embedding, const torch::Tensor& text_embedding) const;
    const ClipModelConfig& config() const { return config_; }

    torch::Tensor logit_scale;  // [], a logarithm
    ClipTextTransformer text_model{nullptr};
    ClipVisionTransformer vision_model{nullptr};
    nn::Linear visual_projection{nullptr}, text_projection{nullptr};

private:
    ClipModelConfig config_;
};
TORCH_MODULE(ClipModel);

}  // namespace recap
