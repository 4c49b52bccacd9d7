// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/vae_tiling.h"

#include <torch/types.h>

#include <algorithm>
#include <vector>

namespace recap {
namespace {

// The first lines of `tile` along `dimension` fade from the last lines of `before` to its own. In place, because the
// next tile blends with the blended one.
void blend(const torch::Tensor& before, torch::Tensor& tile, std::int64_t extent, std::int64_t dimension) {
    extent = std::min({before.size(dimension), tile.size(dimension), extent});
    if (extent <= 0) return;
    std::vector<std::int64_t> shape(4, 1);
    shape[static_cast<std::size_t>(dimension)] = extent;
    const auto share = torch::arange(extent, torch::kFloat64).view(shape) / static_cast<double>(extent);
    auto begin = tile.narrow(dimension, 0, extent);
    const auto end = before.narrow(dimension, before.size(dimension) - extent, extent);
    begin.copy_(end * (1 - share).to(tile.options()) + begin * share.to(tile.options()));
}

TileSides decodeSides(const AutoencoderKLConfig& config) {
    return {std::max<std::int64_t>(config.sample_size / config.factor(), 1), config.sample_size};
}

}  // namespace

torch::Tensor mapInTiles(const torch::Tensor& x, const TileSides& sides,
                         const std::function<torch::Tensor(const torch::Tensor&)>& map) {
    const auto part = [](std::int64_t side, double share) {
        return static_cast<std::int64_t>(static_cast<double>(side) * share);
    };
    const std::int64_t step = std::max<std::int64_t>(part(sides.input, 1 - sides.overlap), 1);
    const std::int64_t extent = part(sides.output, sides.overlap), kept = sides.output - extent;
    std::vector<torch::Tensor> above, rows;
    for (std::int64_t y = 0; y < x.size(2); y += step) {
        std::vector<torch::Tensor> row, trimmed;
        for (std::int64_t left = 0; left < x.size(3); left += step) {
            const auto tile = x.narrow(2, y, std::min(sides.input, x.size(2) - y))
                                  .narrow(3, left, std::min(sides.input, x.size(3) - left));
            auto mapped = map(tile).contiguous();
            if (!above.empty()) blend(above[row.size()], mapped, extent, 2);
            if (!row.empty()) blend(row.back(), mapped, extent, 3);
            trimmed.push_back(
                mapped.narrow(2, 0, std::min(kept, mapped.size(2))).narrow(3, 0, std::min(kept, mapped.size(3))));
            row.push_back(mapped);
        }
        rows.push_back(torch::cat(trimmed, 3));
        above = std::move(row);
    }
    return torch::cat(rows, 2);
}

torch::Tensor decodeInTiles(AutoencoderKL& vae, const torch::Tensor& z) {
    const auto sides = decodeSides(vae->config());
    if (z.size(2) <= sides.input && z.size(3) <= sides.input) return vae->decode(z);
    return mapInTiles(z, sides, [&](const torch::Tensor& tile) { return vae->decode(tile); });
}

DiagonalGaussian encodeInTiles(AutoencoderKL& vae, const torch::Tensor& x) {
    const auto decode = decodeSides(vae->config());
    const TileSides sides{decode.output, decode.input, decode.overlap};
    if (x.size(2) <= sides.input && x.size(3) <= sides.input) return vae->encode(x);
    const auto moments = mapInTiles(x, sides, [&](const torch::Tensor& tile) {
        const auto encoded = vae->encoder(tile);
        return vae->quant_conv ? vae->quant_conv(encoded) : encoded;
    });
    const auto parts = moments.chunk(2, 1);
    return {parts[0], parts[1].clamp(-30.0, 20.0)};
}

std::int64_t wholePictureBytes(const AutoencoderKLConfig& config, std::int64_t height, std::int64_t width,
                               std::int64_t bytesPerNumber) {
    // At full size the decoder holds input, normalised copy and output of a layer as wide as level 1, and two of
    // level 0.
    const auto& channels = config.block_out_channels;
    const std::int64_t wide = channels.size() > 1 ? channels[1] : channels[0];
    return height * width * bytesPerNumber * (3 * wide + 2 * channels[0]);
}

}  // namespace recap
