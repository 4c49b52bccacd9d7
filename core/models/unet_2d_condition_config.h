// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

// config.json of a UNet2DConditionModel: the fields that Stable Diffusion 1.x uses, under their own names.
struct UNet2DConditionConfig {
    std::int64_t sample_size = 64;
    std::int64_t in_channels = 4;
    std::int64_t out_channels = 4;
    bool center_input_sample = false;
    bool flip_sin_to_cos = true;
    double freq_shift = 0.0;
    std::vector<std::string> down_block_types{"CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D",
                                              "DownBlock2D"};
    std::vector<std::string> up_block_types{"UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D",
                                            "CrossAttnUpBlock2D"};
    std::vector<std::int64_t> block_out_channels{320, 640, 1280, 1280};
    std::vector<std::int64_t> layers_per_block{2};  // one for all levels, or one each
    std::int64_t downsample_padding = 1;
    double mid_block_scale_factor = 1.0;
    double dropout = 0.0;
    std::int64_t norm_num_groups = 32;
    double norm_eps = 1e-5;
    std::int64_t cross_attention_dim = 1280;
    std::vector<std::int64_t> transformer_layers_per_block{1};  // one for all levels, or one each
    // In spite of its name the NUMBER of heads, one for all levels or one each.
    std::vector<std::int64_t> attention_head_dim{8};
    bool use_linear_projection = false;
    Json source = Json::object();  // the file as read, so that unknown fields are written back

    // Throws Error(BadFormat) that names a field with a wrong type or a value that is not implemented.
    static UNet2DConditionConfig fromJson(const Json& json);
    Json toJson() const;
    // Throws Error(BadFormat) when lists and divisors do not fit together.
    void check() const;

    std::size_t levels() const { return block_out_channels.size(); }
    std::int64_t layersAt(std::size_t level) const;
    std::int64_t transformerLayersAt(std::size_t level) const;
    std::int64_t headsAt(std::size_t level) const;
};

}  // namespace recap
