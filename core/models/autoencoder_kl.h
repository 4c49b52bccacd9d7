// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "models/vae_blocks.h"
#include "nn/layers.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace recap {

// config.json of an AutoencoderKL, under its own field names.
struct AutoencoderKLConfig {
    std::int64_t in_channels = 3;
    std::int64_t out_channels = 3;
    std::vector<std::string> down_block_types{"DownEncoderBlock2D"};
    std::vector<std::string> up_block_types{"UpDecoderBlock2D"};
    std::vector<std::int64_t> block_out_channels{64};
    std::int64_t layers_per_block = 1;
    std::int64_t latent_channels = 4;
    std::int64_t norm_num_groups = 32;
    std::int64_t sample_size = 32;
    double scaling_factor = 0.18215;
    std::optional<double> shift_factor;
    std::vector<double> latents_mean, latents_std;  // empty, or one number for each latent channel
    bool use_quant_conv = true;
    bool use_post_quant_conv = true;
    bool mid_block_add_attention = true;
    Json source = Json::object();  // the file as read, so that unknown fields are written back

    // Throws Error(BadFormat) that names a field with a wrong type or a value that is not implemented.
    static AutoencoderKLConfig fromJson(const Json& json);
    Json toJson() const;
    // Throws Error(BadFormat) when lists and divisors do not fit together. The block type lists follow the number of
    // block_out_channels when they hold a single entry.
    void check() const;
    // Pixels of an image side for one latent.
    std::int64_t factor() const { return std::int64_t{1} << (block_out_channels.size() - 1); }
};

// The encoder's answer for a batch of images: independent normal distributions of latents, before scaling.
struct DiagonalGaussian {
    torch::Tensor mean;    // [B, latent_channels, h, w]
    torch::Tensor logvar;  // the same shape, clamped to [-30, 20]

    torch::Tensor mode() const { return mean; }
    // mean + exp(logvar / 2) * noise; the noise is drawn in float32 on the CPU from `generator`.
    torch::Tensor sample(torch::Generator& generator) const;
};

// The autoencoder of Stable Diffusion 1.x; keys and results equal diffusers' AutoencoderKL.
class AutoencoderKLImpl : public torch::nn::Module {
public:
    explicit AutoencoderKLImpl(const AutoencoderKLConfig& config);

    // x [B, 3, H, W] in -1 .. 1. Throws Error(ShapeMismatch).
    DiagonalGaussian encode(const torch::Tensor& x);
    // z unscaled, [B, latent_channels, h, w] -> [B, 3, f h, f w], about -1 .. 1.
    torch::Tensor decode(const torch::Tensor& z);
    // What the UNet works on: (z - mean) * scaling_factor / std where the config has latents_mean and latents_std,
    // (z - shift_factor) * scaling_factor otherwise; and back.
    torch::Tensor scaledFromLatents(const torch::Tensor& z) const;
    torch::Tensor latentsFromScaled(const torch::Tensor& scaled) const;
    const AutoencoderKLConfig& config() const { return config_; }

    VaeEncoder encoder{nullptr};
    VaeDecoder decoder{nullptr};
    nn::Conv2d quant_conv{nullptr}, post_quant_conv{nullptr};

private:
    AutoencoderKLConfig config_;
};
TORCH_MODULE(AutoencoderKL);

}  // namespace recap
