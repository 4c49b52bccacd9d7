// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace recap::nn {

// Sinusoids of time steps [B] -> [B, width], float32: exp(-ln(10000) i / (width/2 - shift)) as frequencies,
// sine half then cosine half, or the other way round with `cosine_first` (diffusers' flip_sin_to_cos).
torch::Tensor timestepEmbedding(const torch::Tensor& timesteps, std::int64_t width, bool cosine_first, double shift);

}  // namespace recap::nn
