// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>

namespace recap::nn {

// A low-rank change of one layer: y += scale * up(down(x)), where scale = alpha / rank (LoRA, Hu et al. 2021, eq. 3).
// Lives outside the tree of the model it changes; the layer only points to it, so the model's keys stay as they are.
class LowRankImpl : public torch::nn::Module {
public:
    // `down` [rank, in] or [rank, in, k, k]; `up` [out, rank] or [out, rank, 1, 1].
    LowRankImpl(torch::Tensor down, torch::Tensor up, double scale);
    // A fresh adapter, as peft starts: down Kaiming-uniform, up zero, so the layer is unchanged at first.
    static std::shared_ptr<LowRankImpl> fresh(std::int64_t in, std::int64_t out, std::int64_t rank, double alpha);

    std::int64_t rank() const { return down.size(0); }
    // The change of a linear layer's output; x [..., in].
    torch::Tensor linearChange(const torch::Tensor& x) const;
    // The change of a convolution's output; x [B, in, H, W].
    torch::Tensor convChange(const torch::Tensor& x, at::IntArrayRef stride, at::IntArrayRef padding) const;
    // scale * up * down in the shape of the layer's weight: what has to be added to merge the adapter.
    torch::Tensor weightChange(at::IntArrayRef weight_shape) const;

    torch::Tensor down, up;
    double scale;
};
TORCH_MODULE(LowRank);

}  // namespace recap::nn
