// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/product.h"

#include "nn/packed_weights.h"
#include "nn/trained_product.h"

#include <torch/types.h>

namespace recap::nn {
namespace {

torch::Tensor withGradients(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias) {
    if (trainedProductIsFaster())
        if (auto y = trainedProduct(x, weight, bias); y.defined()) return y;
    return torch::linear(x, weight.dim() == 4 ? weight.flatten(1) : weight, bias);
}

}  // namespace

torch::Tensor product(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias) {
    if (auto* packed = PackedWeights::current())
        if (auto y = packed->linear(x, weight, bias); y.defined()) return y;
    return withGradients(x, weight, bias);
}

torch::Tensor productPlus(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                          const torch::Tensor& residual) {
    if (auto* packed = PackedWeights::current())
        if (auto y = packed->linear(x, weight, bias, residual); y.defined()) return y;
    return residual + withGradients(x, weight, bias);
}

}  // namespace recap::nn
