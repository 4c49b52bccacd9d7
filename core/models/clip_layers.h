// SPDX-License-Identifier: GPL-3.0-or-later
//
// The pre-norm transformer that CLIP's text and vision towers share (transformers models/clip/modeling_clip.py).
#pragma once

#include "nn/activations.h"
#include "nn/attention.h"
#include "nn/layers.h"
#include "nn/typed_list.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace recap {

struct ClipEncoderConfig {
    std::int64_t hidden_size = 512;
    std::int64_t intermediate_size = 2048;
    std::int64_t num_attention_heads = 8;
    std::int64_t num_hidden_layers = 12;
    double layer_norm_eps = 1e-5;
    double attention_dropout = 0.0;
    nn::Activation hidden_act = nn::Activation::QuickGelu;
};

class ClipAttentionImpl : public torch::nn::Module {
public:
    explicit ClipAttentionImpl(const ClipEncoderConfig& config);
    torch::Tensor forward(const torch::Tensor& x, nn::AttendOptions options);

    nn::Linear k_proj{nullptr}, v_proj{nullptr}, q_proj{nullptr}, out_proj{nullptr};

private:
    std::int64_t heads_;
    double dropout_;
};
TORCH_MODULE(ClipAttention);

class ClipMlpImpl : public torch::nn::Module {
public:
    explicit ClipMlpImpl(const ClipEncoderConfig& config);
    torch::Tensor forward(const torch::Tensor& x);

    nn::Linear fc1{nullptr}, fc2{nullptr};

private:
    nn::Activation activation_;
};
TORCH_MODULE(ClipMlp);

class ClipEncoderLayerImpl : public torch::nn::Module {
public:
    explicit ClipEncoderLayerImpl(const ClipEncoderConfig& config);
    torch::Tensor forward(torch::Tensor x, const nn::AttendOptions& options);

    ClipAttention self_attn{nullptr};
    nn::LayerNorm layer_norm1{nullptr}, layer_norm2{nullptr};
    ClipMlp mlp{nullptr};
};
TORCH_MODULE(ClipEncoderLayer);

class ClipEncoderImpl : public torch::nn::Module {
public:
    explicit ClipEncoderImpl(const ClipEncoderConfig& config);
    // x [B, N, D]. Returns the input and the result of every layer: num_hidden_layers + 1 tensors.
    std::vector<torch::Tensor> forward(torch::Tensor x, const nn::AttendOptions& options);

    nn::TypedList<ClipEncoderLayer> layers{nullptr};
};
TORCH_MODULE(ClipEncoder);

}  // namespace recap
