// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/layers.h"

#include "nn/initialisers.h"
#include "nn/module_macros.h"
#include "nn/packed_weights.h"
#include "nn/product.h"
#include "nn/trained_product.h"

#include <torch/types.h>

namespace recap::nn {
namespace {

torch::Tensor withAdapters(torch::Tensor y, const torch::Tensor& x, const AdapterSlot& adapters) {
    for (const auto& adapter : adapters.items()) y = y + adapter->linearChange(x);
    return y;
}

}  // namespace

LinearImpl::LinearImpl(std::int64_t in, std::int64_t out, bool with_bias) {
    RECAP_PARAMETER(weight, kaimingUniform({out, in}));
    if (with_bias) RECAP_PARAMETER(bias, uniformBias(out, in));
}

torch::Tensor LinearImpl::forward(const torch::Tensor& x) const {
    return withAdapters(product(x, weight, bias), x, adapters);
}

torch::Tensor LinearImpl::forwardPlus(const torch::Tensor& x, const torch::Tensor& residual) const {
    return withAdapters(productPlus(x, weight, bias, residual), x, adapters);
}

PointwiseImpl::PointwiseImpl(std::int64_t in, std::int64_t out, bool as_convolution) {
    RECAP_PARAMETER(weight, as_convolution ? kaimingUniform({out, in, 1, 1}) : kaimingUniform({out, in}));
    RECAP_PARAMETER(bias, uniformBias(out, in));
}

torch::Tensor PointwiseImpl::forward(const torch::Tensor& tokens) const {
    return withAdapters(product(tokens, weight, bias), tokens, adapters);
}

torch::Tensor PointwiseImpl::forwardPlus(const torch::Tensor& tokens, const torch::Tensor& residual) const {
    return withAdapters(productPlus(tokens, weight, bias, residual), tokens, adapters);
}

Conv2dImpl::Conv2dImpl(std::int64_t in, std::int64_t out, std::int64_t kernel, std::int64_t stride,
                       std::int64_t padding, bool with_bias)
    : stride_(stride), padding_(padding) {
    RECAP_PARAMETER(weight, kaimingUniform({out, in, kernel, kernel}));
    if (with_bias) RECAP_PARAMETER(bias, uniformBias(out, in * kernel * kernel));
}

torch::Tensor Conv2dImpl::forwardWithBias(const torch::Tensor& x, const torch::Tensor& other_bias) const {
    const std::int64_t stride[] = {stride_, stride_};
    const std::int64_t padding[] = {padding_, padding_};
    if (auto* packed = PackedWeights::current())
        if (auto y = packed->convolution(x, weight, other_bias, stride, padding); y.defined()) return adapted(y, x);
    if (auto y = asProduct(x, other_bias); y.defined()) return adapted(y, x);
    return adapted(torch::conv2d(x, weight, other_bias, stride, padding), x);
}

torch::Tensor Conv2dImpl::asProduct(const torch::Tensor& x, const torch::Tensor& other_bias) const {
    if (!trainedProductIsFaster() || weight.size(2) != 1 || stride_ != 1 || padding_ != 0 ||
        !x.is_contiguous(torch::MemoryFormat::ChannelsLast))
        return {};
    const auto y = trainedProduct(x.permute({0, 2, 3, 1}), weight, other_bias);  // [B, H, W, out]
    return y.defined() ? y.permute({0, 3, 1, 2}) : y;
}

torch::Tensor Conv2dImpl::forwardPlus(const torch::Tensor& x, const torch::Tensor& residual) const {
    const std::int64_t stride[] = {stride_, stride_};
    const std::int64_t padding[] = {padding_, padding_};
    if (auto* packed = PackedWeights::current())
        if (auto y = packed->convolution(x, weight, bias, stride, padding, residual); y.defined()) return adapted(y, x);
    return adapted(residual + torch::conv2d(x, weight, bias, stride, padding), x);
}

torch::Tensor Conv2dImpl::adapted(torch::Tensor y, const torch::Tensor& x) const {
    const std::int64_t stride[] = {stride_, stride_};
    const std::int64_t padding[] = {padding_, padding_};
    for (const auto& adapter : adapters.items()) y = y + adapter->convChange(x, stride, padding);
    return y;
}

GroupNormImpl::GroupNormImpl(std::int64_t groups, std::int64_t channels, double eps) : groups_(groups), eps_(eps) {
    RECAP_PARAMETER(weight, filled({channels}, 1.0));
    RECAP_PARAMETER(bias, filled({channels}, 0.0));
}

torch::Tensor GroupNormImpl::forward(const torch::Tensor& x) const {
    // Mixed precision: in float32, as autocast has it on a GPU. The CPU's kernel takes half precision beside float32
    // weights, but its backward pass over maps of one pixel gives NaN.
    if (x.scalar_type() != weight.scalar_type())
        return torch::group_norm(x.to(weight.scalar_type()), groups_, weight, bias, eps_);
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
