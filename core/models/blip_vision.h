// SPDX-License-Identifier: GPL-3.0-or-later
//
// BLIP's vision transformer (transformers models/blip/modeling_blip.py): fused qkv, pre-norm.
#pragma once

#include "models/blip_config.h"
#include "nn/activations.h"
#include "nn/layers.h"
#include "nn/typed_list.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

namespace recap {

class BlipVisionEmbeddingsImpl : public torch::nn::Module {
public:
    explicit BlipVisionEmbeddingsImpl(const BlipVisionConfig& config);
    // [B, 3, S, S] -> class token and patches, [B, 1 + patches, D].
    torch::Tensor forward(const torch::Tensor& pixel_values);

    torch::Tensor class_embedding;     // [1, 1, D]
    torch::Tensor position_embedding;  // [1, 1 + patches, D]
    nn::Conv2d patch_embedding{nullptr};
};
TORCH_MODULE(BlipVisionEmbeddings);

class BlipVisionAttentionImpl : public torch::nn::Module {
public:
    explicit BlipVisionAttentionImpl(const BlipVisionConfig& config);
    // The attention of x [B, N, D] plus `residual`.
    torch::Tensor forwardPlus(const torch::Tensor& x, const torch::Tensor& residual);

    nn::Linear qkv{nullptr}, projection{nullptr};

private:
    std::int64_t heads_;
    double dropout_;
};
TORCH_MODULE(BlipVisionAttention);

class BlipVisionMlpImpl : public torch::nn::Module {
public:
    explicit BlipVisionMlpImpl(const BlipVisionConfig& config);
    torch::Tensor forwardPlus(const torch::Tensor& x, const torch::Tensor& residual);

    nn::Linear fc1{nullptr}, fc2{nullptr};

private:
    nn::Activation activation_;
};
TORCH_MODULE(BlipVisionMlp);

class BlipVisionLayerImpl : public torch::nn::Module {
public:
    explicit BlipVisionLayerImpl(const BlipVisionConfig& config);
    torch::Tensor forward(torch::Tensor x);

    BlipVisionAttention self_attn{nullptr};
    nn::LayerNorm layer_norm1{nullptr}, layer_norm2{nullptr};
    BlipVisionMlp mlp{nullptr};
};
TORCH_MODULE(BlipVisionLayer);

class BlipVisionEncoderImpl : public torch::nn::Module {
public:
    explicit BlipVisionEncoderImpl(const BlipVisionConfig& config);
    torch::Tensor forward(torch::Tensor x);

    nn::TypedList<BlipVisionLayer> layers{nullptr};
};
TORCH_MODULE(BlipVisionEncoder);

// Normalised pixels [B, 3, image_size, image_size] -> states [B, 1 + patches, D] after post_layernorm.
class BlipVisionModelImpl : public torch::nn::Module {
public:
    explicit BlipVisionModelImpl(const BlipVisionConfig& config);
    torch::Tensor forward(const torch::Tensor& pixel_values);

    BlipVisionEmbeddings embeddings{nullptr};
    BlipVisionEncoder encoder{nullptr};
    nn::LayerNorm post_layernorm{nullptr};

private:
    std::int64_t image_size_;
};
TORCH_MODULE(BlipVisionModel);

}  // namespace recap
