// SPDX-License-Identifier: GPL-3.0-or-later
//
// Batch normalisation as networks that only judge have it: with the statistics of their training. Convolution layers
// whose kernel need not be square come with it, because there each is followed by one.
#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <array>
#include <cstdint>

namespace recap::nn {

// (x - running_mean) / sqrt(running_var + eps) * weight + bias for each channel. Nothing trains it: num_batches_tracked
// of a file is no part of it (see withoutBatchCounts in tensor_io/key_aliases.h).
class BatchNorm2dImpl : public torch::nn::Module {
public:
    BatchNorm2dImpl(std::int64_t channels, double eps);
    // What it multiplies and adds, [channels] each.
    torch::Tensor scale() const;
    torch::Tensor shift() const;

    torch::Tensor weight, bias;               // parameters
    torch::Tensor running_mean, running_var;  // buffers

private:
    double eps_;
};
TORCH_MODULE(BatchNorm2d);

// The weight of a convolution without bias: [out, in, height, width].
class PlainConv2dImpl : public torch::nn::Module {
public:
    PlainConv2dImpl(std::int64_t in, std::int64_t out, std::array<std::int64_t, 2> kernel, std::int64_t stride,
                    std::array<std::int64_t, 2> padding);
    // The convolution and the normalisation of its result as one convolution with bias: x [B, in, H, W] in any memory
    // format. While PackedWeights are alive the normalisation is computed into the weight once, not in every call.
    torch::Tensor forward(const torch::Tensor& x, const BatchNorm2d& norm) const;
    // max(forward(x, norm), 0)
    torch::Tensor forwardRelu(const torch::Tensor& x, const BatchNorm2d& norm) const;

    torch::Tensor weight;

private:
    torch::Tensor convolved(const torch::Tensor& x, const BatchNorm2d& norm, bool relu) const;

    std::int64_t stride_;
    std::array<std::int64_t, 2> padding_;
};
TORCH_MODULE(PlainConv2d);

}  // namespace recap::nn
