// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/batch_norm.h"

#include "nn/initialisers.h"
#include "nn/module_macros.h"
#include "nn/packed_weights.h"

#include <torch/types.h>

namespace recap::nn {

BatchNorm2dImpl::BatchNorm2dImpl(std::int64_t channels, double eps) : eps_(eps) {
    RECAP_PARAMETER(weight, filled({channels}, 1.0));
    RECAP_PARAMETER(bias, filled({channels}, 0.0));
    running_mean = register_buffer("running_mean", filled({channels}, 0.0));
    running_var = register_buffer("running_var", filled({channels}, 1.0));
}

torch::Tensor BatchNorm2dImpl::scale() const {
    return weight / torch::sqrt(running_var + eps_);
}

torch::Tensor BatchNorm2dImpl::shift() const {
    return bias - running_mean * scale();
}

PlainConv2dImpl::PlainConv2dImpl(std::int64_t in, std::int64_t out, std::array<std::int64_t, 2> kernel,
                                 std::int64_t stride, std::array<std::int64_t, 2> padding)
    : stride_(stride), padding_(padding) {
    RECAP_PARAMETER(weight, kaimingUniform({out, in, kernel[0], kernel[1]}));
}

torch::Tensor PlainConv2dImpl::forward(const torch::Tensor& x, const BatchNorm2d& norm) const {
    return convolved(x, norm, false);
}

torch::Tensor PlainConv2dImpl::forwardRelu(const torch::Tensor& x, const BatchNorm2d& norm) const {
    return convolved(x, norm, true);
}

torch::Tensor PlainConv2dImpl::convolved(const torch::Tensor& x, const BatchNorm2d& norm, bool relu) const {
    const std::int64_t stride[] = {stride_, stride_};
    const auto fold = [&] { return PackedWeights::Folded(weight * norm->scale().view({-1, 1, 1, 1}), norm->shift()); };
    if (auto* packed = PackedWeights::current())
        if (auto y = packed->foldedConvolution(x, weight, fold, stride, padding_, relu); y.defined()) return y;
    const auto [scaled, shift] = fold();
    auto y = torch::conv2d(x, scaled, shift, stride, padding_);
    return relu ? torch::relu_(y) : y;
}

}  // namespace recap::nn
