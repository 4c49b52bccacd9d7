// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

namespace recap::nn {

// x W^T + b by the fastest kernel there is: packed weights, oneDNN with gradients, else the BLAS. x [..., in], weight
// [out, in] or [out, in, 1, 1], bias [out] or undefined -> [..., out].
torch::Tensor product(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias);
// The same plus `residual` [..., out], in one pass where the kernel allows it.
torch::Tensor productPlus(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& bias,
                          const torch::Tensor& residual);

}  // namespace recap::nn
