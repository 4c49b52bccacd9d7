// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"

#include <cstdint>
#include <string>

namespace recap {

// "vision_config" of a BLIP config.json.
struct BlipVisionConfig {
    std::int64_t hidden_size = 768;
    std::int64_t intermediate_size = 3072;
    std::int64_t num_hidden_layers = 12;
    std::int64_t num_attention_heads = 12;
    std::int64_t image_size = 384;
    std::int64_t patch_size = 16;
    std::string hidden_act = "gelu";
    double layer_norm_eps = 1e-5;
    double attention_dropout = 0.0;

    std::int64_t patches() const { return (image_size / patch_size) * (image_size / patch_size); }
};

// "text_config" of a BLIP config.json.
struct BlipTextConfig {
    std::int64_t vocab_size = 30524;
    std::int64_t hidden_size = 768;
    std::int64_t encoder_hidden_size = 768;
    std::int64_t intermediate_size = 3072;
    std::int64_t num_hidden_layers = 12;
    std::int64_t num_attention_heads = 8;
    std::int64_t max_position_embeddings = 512;
    std::string hidden_act = "gelu";
    double layer_norm_eps = 1e-12;
    double hidden_dropout_prob = 0.0;
    double attention_probs_dropout_prob = 0.0;
    double label_smoothing = 0.0;
    std::int64_t bos_token_id = 30522;
    std::int64_t eos_token_id = 2;
    std::int64_t sep_token_id = 102;  // ends a generated caption
    std::int64_t pad_token_id = 0;
};

// config.json of a BlipForConditionalGeneration, under its own field names.
struct BlipConfig {
    BlipVisionConfig vision_config;
    BlipTextConfig text_config;
    Json source = Json::object();  // the file as read, so that unknown fields are written back

    // Throws Error(BadFormat) that names a field with a wrong type or a value that is not implemented.
    static BlipConfig fromJson(const Json& json);
    Json toJson() const;
    // Throws Error(BadFormat) when sizes do not fit together.
    void check() const;
};

}  // namespace recap
