// SPDX-License-Identifier: GPL-3.0-or-later
//
// Attention inside the UNet (diffusers models/attention.py, attention_processor.py, transformers/transformer_2d.py).
#pragma once

#include "nn/layers.h"
#include "nn/typed_list.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>

namespace recap {

// Multi-head attention of tokens [B, N, width] over a context [B, M, context_width], or over themselves (the same
// tensor); the result is added to `residual` [B, N, width].
class UNetAttentionImpl : public torch::nn::Module {
public:
    UNetAttentionImpl(std::int64_t width, std::int64_t context_width, std::int64_t heads);
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& context, const torch::Tensor& residual);

    nn::Linear to_q{nullptr}, to_k{nullptr}, to_v{nullptr};
    nn::TypedList<nn::Linear> to_out{nullptr};  // item 1 of the Python list is a dropout of rate 0, without keys

private:
    struct Heads {
        torch::Tensor q, k, v;  // [B, heads, N or M, d]
    };
    Heads fromItself(const torch::Tensor& x);
    Heads fromContext(const torch::Tensor& x, const torch::Tensor& context);

    std::int64_t heads_;
};
TORCH_MODULE(UNetAttention);

// The first layer of the feed-forward net: value * gelu(gate).
class GegluProjectionImpl : public torch::nn::Module {
public:
    GegluProjectionImpl(std::int64_t in, std::int64_t out);
    torch::Tensor forward(const torch::Tensor& x);

    nn::Linear proj{nullptr};
};
TORCH_MODULE(GegluProjection);

// Children "0" and "2": number 1 of the Python list is a dropout of rate 0.
class FeedForwardNetImpl : public torch::nn::Module {
public:
    explicit FeedForwardNetImpl(std::int64_t width);
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& residual) {
        return narrow_->forwardPlus(widen_(x), residual);
    }

private:
    GegluProjection widen_{nullptr};
    nn::Linear narrow_{nullptr};
};
TORCH_MODULE(FeedForwardNet);

class FeedForwardImpl : public torch::nn::Module {
public:
    explicit FeedForwardImpl(std::int64_t width);
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& residual) { return net(x, residual); }

    FeedForwardNet net{nullptr};
};
TORCH_MODULE(FeedForward);

// Self-attention, cross-attention, feed-forward, each behind a layer norm and with a residual.
class BasicTransformerBlockImpl : public torch::nn::Module {
public:
    BasicTransformerBlockImpl(std::int64_t width, std::int64_t context_width, std::int64_t heads);
    torch::Tensor forward(torch::Tensor x, const torch::Tensor& context);

    nn::LayerNorm norm1{nullptr}, norm2{nullptr}, norm3{nullptr};
    UNetAttention attn1{nullptr}, attn2{nullptr};
    FeedForward ff{nullptr};
};
TORCH_MODULE(BasicTransformerBlock);

struct Transformer2DConfig {
    std::int64_t channels = 0;
    std::int64_t cross_attention_dim = 0;
    std::int64_t heads = 8;
    std::int64_t layers = 1;
    std::int64_t groups = 32;
    bool use_linear_projection = false;
};

// [B, C, H, W] with text [B, L, cross_attention_dim] -> [B, C, H, W].
class Transformer2DModelImpl : public torch::nn::Module {
public:
    explicit Transformer2DModelImpl(const Transformer2DConfig& config);
    torch::Tensor forward(const torch::Tensor& x, const torch::Tensor& context);

    nn::GroupNorm norm{nullptr};
    nn::Pointwise proj_in{nullptr}, proj_out{nullptr};
    nn::TypedList<BasicTransformerBlock> transformer_blocks{nullptr};
};
TORCH_MODULE(Transformer2DModel);

}  // namespace recap
