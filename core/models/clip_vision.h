// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "models/clip_layers.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>
#include <string>

namespace recap {

// "vision_config" of a CLIPModel, under its own field names.
struct ClipVisionConfig {
    std::int64_t hidden_size = 768;
    std::int64_t intermediate_size = 3072;
    std::int64_t num_hidden_layers = 12;
    std::int64_t num_attention_heads = 12;
    std::int64_t num_channels = 3;
    std::int64_t image_size = 224;
    std::int64_t patch_size = 32;
    std::string hidden_act = "quick_gelu";
    double layer_norm_eps = 1e-5;
    double attention_dropout = 0.0;
    Json source = Json::object();  // the section as read, so that unknown fields are written back

    static ClipVisionConfig fromJson(const Json& json);
    Json toJson() const;
    void check() const;
    std::int64_t patches() const { return (image_size / patch_size) * (image_size / patch_size); }
};

struct ClipVisionOutput {
    torch::Tensor last_hidden_state;  // [B, 1 + patches, D], before post_layernorm
    torch::Tensor pooler_output;      // [B, D], the class token after post_layernorm
};

class ClipVisionEmbeddingsImpl : public torch::nn::Module {
public:
    explicit ClipVisionEmbeddingsImpl(const ClipVisionConfig& config);
    torch::Tensor forward(const torch::Tensor& pixel_values);

    torch::Tensor class_embedding;  // [D]
    nn::Conv2d patch_embedding{nullptr};
    nn::Embedding position_embedding{nullptr};
};
TORCH_MODULE(ClipVisionEmbeddings);

// The vision tower, keys as in CLIPModel below "vision_model.".
class ClipVisionTransformerImpl : public torch::nn::Module {
public:
    explicit ClipVisionTransformerImpl(const ClipVisionConfig& config);
    // Normalised pixels [B, 3, image_size, image_size]. Throws Error(ShapeMismatch).
    ClipVisionOutput forward(const torch::Tensor& pixel_values);

    ClipVisionEmbeddings embeddings{nullptr};
    nn::LayerNorm pre_layrnorm{nullptr}, post_layernorm{nullptr};  // the published key is spelled like this
    ClipEncoder encoder{nullptr};

private:
    std::int64_t image_size_;
};
TORCH_MODULE(ClipVisionTransformer);

}  // namespace recap
