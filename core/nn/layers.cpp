// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/layers.h"

#include "nn/initialisers.h"
#include "nn/module_macros.h"

#include <torch/torch.h>

namespace recap::nn {

LinearImpl::LinearImpl(std::int64_t in, std::int64_t out, bool with_bias) {
    RECAP_PARAMETER(weight, kaimingUniform({out, in}));
    if (with_bias) RECAP_PARAMETER(bias, uniformBias(out, in));
}

torch::Tensor LinearImpl::forward(const torch::Tensor& x) const {
    torch::Tensor y = torch::linear(x, weight, bias);
    for (const auto& adapter : adapters.items()) y = y + adapter->linearChange(x);
    return y;
}

PointwiseImpl::PointwiseImpl(std::int64_t in, std::int64_t out, bool as_convolution) {
    RECAP_PARAMETER(weight, as_convolution ? kaimingUniform({out, in, 1, 1}) : kaimingUniform({out, in}));
    RECAP_PARAMETER(bias, uniformBias(out, in));
}

torch::Tensor PointwiseImpl::forward(const torch::Tensor& tokens) const {
    torch::Tensor y = torch::linear(tokens, weight.dim() == 4 ? weight.flatten(1) : weight, bias);
    for (const auto& adapter : adapters.items()) y = y + adapter->linearChange(tokens);
    return y;
}

Conv2dImpl::Conv2dImpl(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                       std::int64_t padding, bool with_bias)
    : stride_(stride), padding_(padding) {
    RECAP_PARAMETER(weight, kaimingUniform({out, in, kernel, kernel}));
    if (with_bias) RECAP_PARAMETER(bias, uniformBias(out, in * kernel * kernel));
}

torch::Tensor Conv2dImpl::forward(const torch::Tensor& x) const {
    const std::int64_t stride[] = {stride_, stride_};
    const std::int64_t padding[] = {padding_, padding_};
    torch::Tensor y = torch::conv2d(x, weight, bias, stride, padding);
    for (const auto& adapter : adapters.items()) y = y + adapter->convChange(x, stride, padding);
    return y;
}

GroupNormImpl::GroupNormImpl(std::int64_t groups, std::int64_t channels, double eps) : groups_(groups), eps_(eps) {
    RECAP_PARAMETER(weight, filled({channels}, 1.0));
    RECAP_PARAMETER(bias, filled({channels}, 0.0));
}

torch::Tensor GroupNormImpl::forward(const torch::Tensor& x) const {
    return torch::group_norm(x, groups_, weight, bias, eps_);
}

LayerNormImpl::LayerNormImpl(std::int64_t width, double eps) : eps_(eps) {
    RECAP_PARAMETER(weight, filled({width}, 1.0));
    RECAP_PARAMETER(bias, filled({width}, 0.0));
}

torch::Tensor LayerNormImpl::forward(const torch::Tensor& x) const {
    return torch::layer_norm(x, weight.sizes(), weight, bias, eps_);
}

EmbeddingImpl::EmbeddingImpl(std::int64_t count, std::int64_t width, double standard_deviation) {
    RECAP_PARAMETER(weight, normal({count, width}, standard_deviation));
}

torch::Tensor EmbeddingImpl::forward(const torch::Tensor& ids) const {
    return torch::embedding(weight, ids);
}

}  // namespace recap::nn
