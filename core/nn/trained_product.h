// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace recap::nn {

// Below about three million multiplications the BLAS is as fast as oneDNN, whose call costs more.
inline constexpr std::int64_t kSmallTrainedProduct = 3'000'000;

// Whether oneDNN's products with gradients are faster than the BLAS here: twice as fast with AVX-512 on processors that
// the wheel's BLAS does not know. With AVX2 alone both multiply equally fast, and oneDNN brings the transposed factors
// into order first: a gradient of weights takes it 1.4 to 2.5 times as long.
bool trainedProductIsFaster();

// x W^T + b with its gradients, all three products by oneDNN. x [..., in], weight [out, in] or [out, in, 1, 1], bias
// [out] or undefined -> [..., out]. Undefined when the call is none for it: no gradient is recorded, another device or
// type, mixed precision, product too small, oneDNN not there; the caller then computes as usual. Differs from the usual
// result by rounding only.
torch::Tensor trainedProduct(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias);

}  // namespace recap::nn
