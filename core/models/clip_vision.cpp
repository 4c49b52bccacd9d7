// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clip_vision.h"

#include "base/error.h"
#include "models/model_config.h"
#include "nn/initialisers.h"
#include "nn/module_macros.h"

#include <torch/types.h>

#include <sstream>

namespace recap {
namespace {

constexpr std::string_view kModel = "CLIPVisionModel";

// One list of fields for both directions: `each(name, field)`.
template <class Config, class Visitor>
void visit(Config& c, Visitor&& each) {
    each("hidden_size", c.hidden_size);
    each("intermediate_size", c.intermediate_size);
    each("num_hidden_layers", c.num_hidden_layers);
    each("num_attention_heads", c.num_attention_heads);
    each("num_channels", c.num_channels);
    each("image_size", c.image_size);
    each("patch_size", c.patch_size);
    each("hidden_act", c.hidden_act);
    each("layer_norm_eps", c.layer_norm_eps);
    each("attention_dropout", c.attention_dropout);
}

ClipEncoderConfig encoderOf(const ClipVisionConfig& c) {
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

ClipVisionConfig ClipVisionConfig::fromJson(const Json& json) {
    const ConfigReader reader(json, kModel);
    ClipVisionConfig c;
    c.source = json;
    visit(c, [&](const char* name, auto& field) { reader.read(name, field); });
    c.check();
    return c;
}

Json ClipVisionConfig::toJson() const {
    Json out = source;
    if (!out.contains("model_type")) out["model_type"] = "clip_vision_model";
    visit(*this, [&](const char* name, const auto& field) { out[name] = field; });
    return out;
}

void ClipVisionConfig::check() const {
    requireConfig(hidden_size > 0 && intermediate_size > 0 && num_hidden_layers > 0 && num_attention_heads > 0 &&
                      num_channels > 0 && patch_size > 0 && image_size >= patch_size,
                  kModel, message("sizes must be positive"));
    requireConfig(hidden_size % num_attention_heads == 0, kModel,
                  message("hidden_size must be a multiple of num_attention_heads"));
    nn::activationFromName(hidden_act);
}

ClipVisionEmbeddingsImpl::ClipVisionEmbeddingsImpl(const ClipVisionConfig& c) {
    RECAP_PARAMETER(class_embedding, nn::normal({c.hidden_size}, 0.02));
    RECAP_MODULE(patch_embedding, nn::Conv2d(c.num_channels, c.hidden_size, c.patch_size, c.patch_size, 0, false));
    RECAP_MODULE(position_embedding, nn::Embedding(c.patches() + 1, c.hidden_size));
}

torch::Tensor ClipVisionEmbeddingsImpl::forward(const torch::Tensor& pixel_values) {
    const auto patches = patch_embedding(pixel_values).flatten(2).transpose(1, 2);  // [B, patches, D]
    const auto first = class_embedding.expand({pixel_values.size(0), 1, -1});
    return torch::cat({first, patches}, 1) + position_embedding->weight;
}

ClipVisionTransformerImpl::ClipVisionTransformerImpl(const ClipVisionConfig& c) : image_size_(c.image_size) {
    c.check();
    RECAP_MODULE(embeddings, ClipVisionEmbeddings(c));
    RECAP_MODULE(pre_layrnorm, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
    RECAP_MODULE(encoder, ClipEncoder(encoderOf(c)));
    RECAP_MODULE(post_layernorm, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
}

ClipVisionOutput ClipVisionTransformerImpl::forward(const torch::Tensor& pixel_values) {
    if (pixel_values.dim() != 4 || pixel_values.size(2) != image_size_ || pixel_values.size(3) != image_size_) {
        throw Error(ErrorCode::ShapeMismatch, message("CLIP's image has shape %1 but must be [B, 3, %2, %2].",
                                                      c10::str(pixel_values.sizes()), image_size_));
    }
    ClipVisionOutput out;
    out.last_hidden_state = encoder(pre_layrnorm(embeddings(pixel_values)), nn::AttendOptions{}).back();
    out.pooler_output = post_layernorm(out.last_hidden_state.select(1, 0));
    return out;
}

}  // namespace recap
