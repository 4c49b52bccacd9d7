// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <string_view>

namespace recap::nn {

// Activations of hidden layers, under the names of the configs.
enum class Activation { Gelu, QuickGelu, Silu, Relu };

// Throws Error(BadFormat) for a name that is not implemented.
Activation activationFromName(std::string_view name);
torch::Tensor activate(Activation activation, const torch::Tensor& x);

// x * sigmoid(1.702 x), CLIP's approximation.
torch::Tensor quickGelu(const torch::Tensor& x);
// value * gelu(gate) of x [..., 2 n] = (value, gate); exact (erf) GELU.
torch::Tensor geglu(const torch::Tensor& x);
// SiLU of a value that nobody else holds: in place when no gradient is recorded.
torch::Tensor siluOwned(torch::Tensor&& x);
// Dropout that costs nothing when the rate is 0 or `training` is false.
torch::Tensor dropout(const torch::Tensor& x, double rate, bool training);

}  // namespace recap::nn
