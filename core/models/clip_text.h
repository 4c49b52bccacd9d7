// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/json.h"
#include "models/clip_layers.h"

#include <torch/nn/module.h>
#include <torch/nn/modules/common.h>
#include <torch/nn/modules/container/any_value.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace recap {

// config.json of a CLIPTextModel (or the text_config of a CLIPModel), under its own field names.
struct ClipTextConfig {
    std::int64_t vocab_size = 49408;
    std::int64_t hidden_size = 512;
    std::int64_t intermediate_size = 2048;
    std::int64_t num_hidden_layers = 12;
    std::int64_t num_attention_heads = 8;
    std::int64_t max_position_embeddings = 77;
    std::int64_t projection_dim = 512;
    std::string hidden_act = "quick_gelu";
    double layer_norm_eps = 1e-5;
    double attention_dropout = 0.0;
    // 2 stands for files older than the field's meaning: the end is then the position of the largest id.
    std::int64_t eos_token_id = 49407;
    std::int64_t bos_token_id = 49406;
    std::int64_t pad_token_id = 1;
    Json source = Json::object();  // the file as read, so that unknown fields are written back

    static ClipTextConfig fromJson(const Json& json);
    Json toJson() const;
    void check() const;
};

struct ClipTextOutput {
    torch::Tensor last_hidden_state;           // [B, L, D], after the final layer norm
    torch::Tensor pooler_output;               // [B, D], the end-of-text position of last_hidden_state
    std::vector<torch::Tensor> hidden_states;  // layers + 1 tensors [B, L, D], all before the final layer norm
};

class ClipTextEmbeddingsImpl : public torch::nn::Module {
public:
    explicit ClipTextEmbeddingsImpl(const ClipTextConfig& config);
    torch::Tensor forward(const torch::Tensor& ids);

    nn::Embedding token_embedding{nullptr}, position_embedding{nullptr};
};
TORCH_MODULE(ClipTextEmbeddings);

class ClipTextTransformerImpl : public torch::nn::Module {
public:
    explicit ClipTextTransformerImpl(const ClipTextConfig& config);
    ClipTextOutput forward(const torch::Tensor& input_ids, const torch::Tensor& attention_mask);

    ClipTextEmbeddings embeddings{nullptr};
    ClipEncoder encoder{nullptr};
    nn::LayerNorm final_layer_norm{nullptr};

private:
    torch::Tensor endPositions(const torch::Tensor& ids) const;

    std::int64_t eos_token_id_, max_length_;
};
TORCH_MODULE(ClipTextTransformer);

// The text encoder of Stable Diffusion 1.x; keys (with prefix "text_model.") and results equal CLIPTextModel.
class ClipTextImpl : public torch::nn::Module {
public:
    explicit ClipTextImpl(const ClipTextConfig& config);

    // input_ids [B, L] with L <= max_position_embeddings; attention_mask [B, L] of 0 and 1, undefined: all visible
    // (what the Stable Diffusion 1.x pipeline does). Throws Error(ShapeMismatch).
    ClipTextOutput forward(const torch::Tensor& input_ids, const torch::Tensor& attention_mask = {});
    // The text condition with the last `clip_skip` - 1 layers left out (1: none), after the final layer norm.
    torch::Tensor hiddenLayer(const ClipTextOutput& output, int clip_skip);
    const ClipTextConfig& config() const { return config_; }

    ClipTextTransformer text_model{nullptr};

protected:
    FORWARD_HAS_DEFAULT_ARGS({1, torch::nn::AnyValue(torch::Tensor())})

private:
    ClipTextConfig config_;
};
TORCH_MODULE(ClipText);

}  // namespace recap
