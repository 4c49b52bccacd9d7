// SPDX-License-Identifier: GPL-3.0-or-later
//
// Large pictures through the autoencoder in overlapping tiles whose seams are blended: memory no longer grows with the
// picture. The result differs a little from that of the whole picture, because each tile is normalised for itself. Tile
// sizes, overlap and blending are those of AutoencoderKL.tiled_decode and tiled_encode of diffusers, tensor for tensor.
#pragma once

#include "models/autoencoder_kl.h"

#include <cstdint>
#include <functional>

namespace recap {

struct TileSides {
    std::int64_t input = 64;    // side of a tile before the map
    std::int64_t output = 512;  // and after it
    double overlap = 0.25;      // part of a tile that it shares with the next one
};

// `map` of a [B, C, H, W] tensor, tile by tile; it must turn a side of n into n * output / input.
torch::Tensor mapInTiles(const torch::Tensor& x, const TileSides& sides,
                         const std::function<torch::Tensor(const torch::Tensor&)>& map);

// As AutoencoderKL::decode and ::encode. Tiles have the side that the model was trained with (sample_size); what fits
// into one tile is not cut.
torch::Tensor decodeInTiles(AutoencoderKL& vae, const torch::Tensor& z);
DiagonalGaussian encodeInTiles(AutoencoderKL& vae, const torch::Tensor& x);

// Rough peak of the memory for one picture of this size, decoded or encoded as a whole.
std::int64_t wholePictureBytes(const AutoencoderKLConfig& config, std::int64_t height, std::int64_t width,
                               std::int64_t bytesPerNumber);

}  // namespace recap
