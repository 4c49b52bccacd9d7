// SPDX-License-Identifier: GPL-3.0-or-later
//
// The five layers that every model here is made of. They differ from torch::nn's in three ways: they honour InitScope
// (a model whose weights are loaded next is not filled with random numbers first), linear layers can carry low-rank
// adapters, and forward is one call into the kernel.
#pragma once

#include "nn/low_rank.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>
#include <memory>
#include <vector>

namespace recap::nn {

// Adapters of one layer; they are neither children nor parameters of it.
class AdapterSlot {
public:
    void attach(std::shared_ptr<LowRankImpl> adapter) { adapters_.push_back(std::move(adapter)); }
    void clear() { adapters_.clear(); }
    bool any() const { return !adapters_.empty(); }
    const std::vector<std::shared_ptr<LowRankImpl>>& items() const { return adapters_; }

private:
    std::vector<std::shared_ptr<LowRankImpl>> adapters_;
};

// A layer that adapters can be attached to; found in a module tree by dynamic_cast.
class AdaptableLayer {
public:
    virtual ~AdaptableLayer() = default;
    virtual torch::Tensor& adaptedWeight() = 0;
    at::IntArrayRef weightShape() { return adaptedWeight().sizes(); }
    AdapterSlot adapters;
};

// y = x W^T + b; x [..., in].
class LinearImpl : public torch::nn::Module, public AdaptableLayer {
public:
    LinearImpl(std::int64_t in, std::int64_t out, bool with_bias = true);
    torch::Tensor forward(const torch::Tensor& x) const;
    // forward(x) + residual, in one pass where the kernels allow it.
    torch::Tensor forwardPlus(const torch::Tensor& x, const torch::Tensor& residual) const;
    torch::Tensor& adaptedWeight() override { return weight; }

    torch::Tensor weight, bias;
};
TORCH_MODULE(Linear);

// A linear layer over channels whose weight is stored as a 1x1 convolution [out, in, 1, 1] or as a matrix [out, in]
// (diffusers' use_linear_projection). Both compute the same: x [B, N, in] tokens -> [B, N, out].
class PointwiseImpl : public torch::nn::Module, public AdaptableLayer {
public:
    PointwiseImpl(std::int64_t in, std::int64_t out, bool as_convolution);
    torch::Tensor forward(const torch::Tensor& tokens) const;
    torch::Tensor forwardPlus(const torch::Tensor& tokens, const torch::Tensor& residual) const;
    torch::Tensor& adaptedWeight() override { return weight; }

    torch::Tensor weight, bias;
};
TORCH_MODULE(Pointwise);

// Square kernels only; x [B, in, H, W] in any memory format.
class Conv2dImpl : public torch::nn::Module, public AdaptableLayer {
public:
    Conv2dImpl(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride = 1,
               std::int64_t padding = 0, bool with_bias = true);
    torch::Tensor forward(const torch::Tensor& x) const { return forwardWithBias(x, bias); }
    // The same with another bias [out], so that what is added to every pixel of a channel costs no pass of its own.
    torch::Tensor forwardWithBias(const torch::Tensor& x, const torch::Tensor& other_bias) const;
    // forward(x) + residual, in one pass where the kernels allow it.
    torch::Tensor forwardPlus(const torch::Tensor& x, const torch::Tensor& residual) const;
    torch::Tensor& adaptedWeight() override { return weight; }

    torch::Tensor weight, bias;

private:
    torch::Tensor adapted(torch::Tensor y, const torch::Tensor& x) const;
    // In training, a kernel of one pixel over channels-last maps; else undefined.
    torch::Tensor asProduct(const torch::Tensor& x, const torch::Tensor& other_bias) const;

    std::int64_t stride_, padding_;
};
TORCH_MODULE(Conv2d);

class GroupNormImpl : public torch::nn::Module {
public:
    GroupNormImpl(std::int64_t groups, std::int64_t channels, double eps);
    torch::Tensor forward(const torch::Tensor& x) const;

    torch::Tensor weight, bias;

private:
    std::int64_t groups_;
    double eps_;
};
TORCH_MODULE(GroupNorm);

// Over the last dimension.
class LayerNormImpl : public torch::nn::Module {
public:
    explicit LayerNormImpl(std::int64_t width, double eps = 1e-5);
    torch::Tensor forward(const torch::Tensor& x) const;

    torch::Tensor weight, bias;

private:
    double eps_;
};
TORCH_MODULE(LayerNorm);

// Rows of a table by id; filled with N(0, standard_deviation^2).
class EmbeddingImpl : public torch::nn::Module {
public:
    EmbeddingImpl(std::int64_t count, std::int64_t width, double standard_deviation = 0.02);
    torch::Tensor forward(const torch::Tensor& ids) const;

    torch::Tensor weight;
};
TORCH_MODULE(Embedding);

}  // namespace recap::nn
