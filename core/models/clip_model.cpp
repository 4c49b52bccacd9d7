// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clip_model.h"

#include "models/model_config.h"
#include "nn/initialisers.h"
#include "nn/module_macros.h"

#include <torch/types.h>

namespace recap {
namespace {

torch::Tensor unitVectors(const torch::Tensor& x) {
    return x / x.norm(2, -1, true);
}

Json section(const Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() || found->is_null() ? Json::object() : *found;
}

}  // namespace

ClipModelConfig ClipModelConfig::fromJson(const Json& json) {
    const ConfigReader reader(json, "CLIPModel");
    ClipModelConfig c;
    c.source = json;
    c.text_config = ClipTextConfig::fromJson(section(json, "text_config"));
    c.vision_config = ClipVisionConfig::fromJson(section(json, "vision_config"));
    reader.read("projection_dim", c.projection_dim);
    reader.read("logit_scale_init_value", c.logit_scale_init_value);
    requireConfig(c.projection_dim > 0, "CLIPModel", message("projection_dim must be positive"));
    return c;
}

Json ClipModelConfig::toJson() const {
    Json out = source;
    if (!out.contains("architectures")) out["architectures"] = {"CLIPModel"};
    if (!out.contains("model_type")) out["model_type"] = "clip";
    Json text = text_config.toJson();
    if (!text_config.source.contains("architectures")) text.erase("architectures");  // belongs to whole files
    out["text_config"] = text;
    out["vision_config"] = vision_config.toJson();
    out["projection_dim"] = projection_dim;
    out["logit_scale_init_value"] = logit_scale_init_value;
    return out;
}

ClipModelImpl::ClipModelImpl(const ClipModelConfig& config) : config_(config) {
    config_.text_config.check();
    RECAP_PARAMETER(logit_scale, nn::filled({}, config_.logit_scale_init_value));
    RECAP_MODULE(text_model, ClipTextTransformer(config_.text_config));
    RECAP_MODULE(vision_model, ClipVisionTransformer(config_.vision_config));
    RECAP_MODULE(visual_projection, nn::Linear(config_.vision_config.hidden_size, config_.projection_dim, false));
    RECAP_MODULE(text_projection, nn::Linear(config_.text_config.hidden_size, config_.projection_dim, false));
}

torch::Tensor ClipModelImpl::imageFeatures(const torch::Tensor& pixel_values) {
    return visual_projection(vision_model(pixel_values).pooler_output);
}

torch::Tensor ClipModelImpl::imageEmbedding(const torch::Tensor& pixel_values) {
    return unitVectors(imageFeatures(pixel_values));
}

torch::Tensor ClipModelImpl::textEmbedding(const torch::Tensor& input_ids, const torch::Tensor& attention_mask) {
    return unitVectors(text_projection(text_model(input_ids, attention_mask).pooler_output));
}

torch::Tensor ClipModelImpl::logitsPerImage(const torch::Tensor& image_embedding,
                                            const torch::Tensor& text_embedding) const {
    return torch::matmul(image_embedding, text_embedding.t()) * logit_scale.exp();
}

}  // namespace recap
