// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <utility>

namespace recap::nn {

// Weights in the layout that the CPU's matrix kernels (oneDNN) work in, kept while the object lives. An ordinary
// convolution brings its weight into that layout on every call; a drawing of fifty steps needs that only once.
//
// The layers of this folder look for the innermost object of their thread. While one is alive, weights must not change.
// Every function returns an undefined tensor when the call is none for these kernels (gradients recorded, mixed
// precision, another device or type, product too small, memory used up, oneDNN not there); the caller then computes as
// usual. Results differ from the usual ones by rounding only.
class PackedWeights {
public:
    // Below about a million multiplications a call's own overhead is more than what oneDNN gains over the BLAS.
    static constexpr std::int64_t kSmallProduct = 1'000'000;

    // Packs weights of `budget` bytes at most, in the order of their first use. Matrix products of fewer than
    // `smallest` multiplications are left to the BLAS.
    explicit PackedWeights(std::int64_t budget, std::int64_t smallest = kSmallProduct);
    ~PackedWeights();
    PackedWeights(const PackedWeights&) = delete;
    PackedWeights& operator=(const PackedWeights&) = delete;
    static PackedWeights* current();

    // x [B, in, H, W] -> [B, out, H', W'], channels last; plus `residual` of the result's shape where it is defined.
    torch::Tensor convolution(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                              at::IntArrayRef stride, at::IntArrayRef padding, const torch::Tensor& residual = {});
    // The convolution of a layer with fixed normalisation, through ReLU with `relu`. `fold` gives the weight with the
    // normalisation in it and the bias that is left of it; it is asked once for each weight.
    using Folded = std::pair<torch::Tensor, torch::Tensor>;
    torch::Tensor foldedConvolution(const torch::Tensor& x, const torch::Tensor& weight,
                                    const std::function<Folded()>& fold, at::IntArrayRef stride,
                                    at::IntArrayRef padding, bool relu);
    // x [..., in] -> [..., out]; plus `residual` where it is defined. `weight` is [out, in] or [out, in, 1, 1].
    torch::Tensor linear(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                         const torch::Tensor& residual = {});
    // value * gelu(gate), where value and gate are the halves of x W^T + b; exact (erf) GELU.
    torch::Tensor geglu(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias);
    // The products of x with several matrices of equal width, side by side in one: [..., sum of out]. No biases.
    torch::Tensor jointLinear(const torch::Tensor& x, std::initializer_list<torch::Tensor> weights);

    // A context that is the same in every call from now on, so that what is computed from it alone is computed once.
    void setContext(const torch::Tensor& context);
    bool isContext(const torch::Tensor& tensor) const { return context_.defined() && context_.is_same(tensor); }
    // Keys and values made from that context, per layer; a pair of undefined tensors before the first call.
    std::pair<torch::Tensor, torch::Tensor>& keysAndValues(const void* layer) { return keysAndValues_[layer]; }

    std::int64_t packedBytes() const { return used_; }

private:
    // The weight, and what is kept of it: 0 all, 1 and 2 its halves, 3 all with its neighbours,
    // 4 all with a normalisation, 5 the bias of that.
    using Key = std::pair<const void*, int>;
    bool isSmall(const torch::Tensor& x, const torch::Tensor& weight) const;
    template <class Make>
    const torch::Tensor* find(const torch::Tensor& weight, int part, Make&& make);

    std::map<Key, torch::Tensor> packed_;
    std::map<const void*, std::pair<torch::Tensor, torch::Tensor>> keysAndValues_;
    torch::Tensor context_;
    std::int64_t budget_ = 0, smallest_ = 0, used_ = 0;
    PackedWeights* previous_ = nullptr;
};

// What can be spent on packed weights here: half of the memory that is free now.
std::int64_t packingBudget();

}  // namespace recap::nn
