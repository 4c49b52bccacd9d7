// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/embeddings.h"

#include <torch/types.h>

#include <cmath>

namespace recap::nn {

torch::Tensor timestepEmbedding(const torch::Tensor& timesteps, std::int64_t width, bool cosine_first, double shift) {
    const std::int64_t half = width / 2;
    const auto options = torch::TensorOptions().dtype(torch::kFloat32).device(timesteps.device());
    // Multiplication first, division second: the order in which diffusers rounds.
    const auto exponent = torch::arange(half, options) * -std::log(10000.0) / (static_cast<double>(half) - shift);
    const auto angles = timesteps.to(torch::kFloat32).unsqueeze(1) * exponent.exp().unsqueeze(0);  // [B, half]
    auto out = cosine_first ? torch::cat({angles.cos(), angles.sin()}, 1) : torch::cat({angles.sin(), angles.cos()}, 1);
    return width % 2 == 1 ? torch::constant_pad_nd(out, {0, 1}) : out;
}

}  // namespace recap::nn
