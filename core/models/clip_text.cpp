// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clip_text.h"

#include "base/error.h"
#include "models/model_config.h"
#include "nn/attention.h"
#include "nn/module_macros.h"

#include <torch/types.h>

#include <sstream>

namespace recap {
namespace {

constexpr std::string_view kModel = "CLIPTextModel";

ClipEncoderConfig encoderOf(const ClipTextConfig& c) {
    ClipEncoderConfig out;
    out.hidden_size = c.hidden_size;
    out.intermediate_size = c.intermediate_size;
    out.num_attention_heads = c.num_attention_heads;
    out.num_hidden_layers = c.num_hidden_layers;
    out.layer_norm_eps = c.layer_norm_eps;
    out.attention_dropout = c.attention_dropout;
    out.hidden_act = nn::activationFromName(c.hidden_act);
    return out;
}

}  // namespace

ClipTextConfig ClipTextConfig::fromJson(const Json& json) {
    const ConfigReader reader(json, kModel);
    ClipTextConfig c;
    c.source = json;
    reader.read("vocab_size", c.vocab_size);
    reader.read("hidden_size", c.hidden_size);
    reader.read("intermediate_size", c.intermediate_size);
    reader.read("num_hidden_layers", c.num_hidden_layers);
    reader.read("num_attention_heads", c.num_attention_heads);
    reader.read("max_position_embeddings", c.max_position_embeddings);
    reader.read("projection_dim", c.projection_dim);
    reader.read("hidden_act", c.hidden_act);
    reader.read("layer_norm_eps", c.layer_norm_eps);
    reader.read("attention_dropout", c.attention_dropout);
    reader.read("eos_token_id", c.eos_token_id);
    reader.read("bos_token_id", c.bos_token_id);
    reader.read("pad_token_id", c.pad_token_id);
    c.check();
    return c;
}

Json ClipTextConfig::toJson() const {
    Json out = source;
    if (!out.contains("architectures")) out["architectures"] = {"CLIPTextModel"};
    if (!out.contains("model_type")) out["model_type"] = "clip_text_model";
    out["vocab_size"] = vocab_size;
    out["hidden_size"] = hidden_size;
    out["intermediate_size"] = intermediate_size;
    out["num_hidden_layers"] = num_hidden_layers;
    out["num_attention_heads"] = num_attention_heads;
    out["max_position_embeddings"] = max_position_embeddings;
    out["projection_dim"] = projection_dim;
    out["hidden_act"] = hidden_act;
    out["layer_norm_eps"] = layer_norm_eps;
    out["attention_dropout"] = attention_dropout;
    out["eos_token_id"] = eos_token_id;
    out["bos_token_id"] = bos_token_id;
    out["pad_token_id"] = pad_token_id;
    return out;
}

void ClipTextConfig::check() const {
    requireConfig(vocab_size > 0 && hidden_size > 0 && intermediate_size > 0 && num_hidden_layers > 0 &&
                      num_attention_heads > 0 && max_position_embeddings > 0,
                  kModel, message("sizes must be positive"));
    requireConfig(hidden_size % num_attention_heads == 0, kModel,
                  message("hidden_size must be a multiple of num_attention_heads"));
    nn::activationFromName(hidden_act);
}

ClipTextEmbeddingsImpl::ClipTextEmbeddingsImpl(const ClipTextConfig& c) {
    RECAP_MODULE(token_embedding, nn::Embedding(c.vocab_size, c.hidden_size));
    RECAP_MODULE(position_embedding, nn::Embedding(c.max_position_embeddings, c.hidden_size));
}

torch::Tensor ClipTextEmbeddingsImpl::forward(const torch::Tensor& ids) {
    return token_embedding(ids) + position_embedding->weight.narrow(0, 0, ids.size(1));  // [B, L, D]
}

ClipTextTransformerImpl::ClipTextTransformerImpl(const ClipTextConfig& c)
    : eos_token_id_(c.eos_token_id), max_length_(c.max_position_embeddings) {
    RECAP_MODULE(embeddings, ClipTextEmbeddings(c));
    RECAP_MODULE(encoder, ClipEncoder(encoderOf(c)));
    RECAP_MODULE(final_layer_norm, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
}

ClipTextOutput ClipTextTransformerImpl::forward(const torch::Tensor& input_ids, const torch::Tensor& attention_mask) {
    if (input_ids.dim() != 2 || input_ids.size(1) > max_length_ || input_ids.size(1) == 0) {
        throw Error(ErrorCode::ShapeMismatch, message("The text encoder's input has shape %1 but must be [B, 1 to %2].",
                                                      c10::str(input_ids.sizes()), max_length_));
    }
    nn::AttendOptions look;
    if (attention_mask.defined())
        look.mask = nn::attentionMask(attention_mask, input_ids.size(1), true);
    else
        look.causal = true;
    ClipTextOutput out;
    out.hidden_states = encoder(embeddings(input_ids), look);
    out.last_hidden_state = final_layer_norm(out.hidden_states.back());
    const auto rows = torch::arange(input_ids.size(0), input_ids.options().dtype(torch::kInt64));
    out.pooler_output = out.last_hidden_state.index({rows, endPositions(input_ids)});  // [B, D]
    return out;
}

torch::Tensor ClipTextTransformerImpl::endPositions(const torch::Tensor& ids) const {
    if (eos_token_id_ == 2) return ids.to(torch::kInt32).argmax(-1);
    return ids.eq(eos_token_id_).to(torch::kInt32).argmax(-1);  // the first of them
}

ClipTextImpl::ClipTextImpl(const ClipTextConfig& config) : config_(config) {
    config_.check();
    RECAP_MODULE(text_model, ClipTextTransformer(config_));
}

ClipTextOutput ClipTextImpl::forward(const torch::Tensor& input_ids, const torch::Tensor& attention_mask) {
    return text_model(input_ids, attention_mask);
}

torch::Tensor ClipTextImpl::hiddenLayer(const ClipTextOutput& output, int clip_skip) {
    const auto layers = static_cast<int>(output.hidden_states.size());
    if (clip_skip < 1 || clip_skip > layers) {
        throw Error(ErrorCode::InvalidOption,
                    message("Option clip_skip must be from 1 to %1 for this text encoder.", layers));
    }
    if (clip_skip == 1) return output.last_hidden_state;
    return text_model->final_layer_norm(output.hidden_states[static_cast<std::size_t>(layers - clip_skip)]);
}

}  // namespace recap
