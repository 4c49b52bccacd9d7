// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/blip_config.h"

#include "models/model_config.h"
#include "nn/activations.h"

namespace recap {
namespace {

constexpr std::string_view kModel = "BlipForConditionalGeneration";

// One list of fields for both directions: `each(name, field)`.
template <class Config, class Visitor>
void visitTransformer(Config& c, Visitor&& each) {
    each("hidden_size", c.hidden_size);
    each("intermediate_size", c.intermediate_size);
    each("num_hidden_layers", c.num_hidden_layers);
    each("num_attention_heads", c.num_attention_heads);
    each("hidden_act", c.hidden_act);
    each("layer_norm_eps", c.layer_norm_eps);
}

template <class Config, class Visitor>
void visitVision(Config& c, Visitor&& each) {
    visitTransformer(c, each);
    each("image_size", c.image_size);
    each("patch_size", c.patch_size);
    each("attention_dropout", c.attention_dropout);
}

template <class Config, class Visitor>
void visitText(Config& c, Visitor&& each) {
    visitTransformer(c, each);
    each("vocab_size", c.vocab_size);
    each("encoder_hidden_size", c.encoder_hidden_size);
    each("max_position_embeddings", c.max_position_embeddings);
    each("hidden_dropout_prob", c.hidden_dropout_prob);
    each("attention_probs_dropout_prob", c.attention_probs_dropout_prob);
    each("label_smoothing", c.label_smoothing);
    each("bos_token_id", c.bos_token_id);
    each("eos_token_id", c.eos_token_id);
    each("sep_token_id", c.sep_token_id);
    each("pad_token_id", c.pad_token_id);
}

Json section(const Json& json, const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    if (!json.is_object() || found == json.end() || found->is_null()) return Json::object();
    requireConfig(found->is_object(), kModel, message("%1 is not an object", name));
    return *found;
}

}  // namespace

BlipConfig BlipConfig::fromJson(const Json& json) {
    BlipConfig c;
    requireConfig(json.is_object(), kModel, message("it is not a JSON object"));
    c.source = json;
    const Json vision = section(json, "vision_config"), text = section(json, "text_config");
    const ConfigReader visionReader(vision, "BlipVisionModel"), textReader(text, "BlipTextModel");
    visitVision(c.vision_config, [&](const char* name, auto& field) { visionReader.read(name, field); });
    visitText(c.text_config, [&](const char* name, auto& field) { textReader.read(name, field); });
    if (!text.contains("encoder_hidden_size")) c.text_config.encoder_hidden_size = c.vision_config.hidden_size;
    c.check();
    return c;
}

Json BlipConfig::toJson() const {
    Json out = source;
    if (!out.contains("architectures")) out["architectures"] = {kModel};
    if (!out.contains("model_type")) out["model_type"] = "blip";
    Json vision = section(out, "vision_config"), text = section(out, "text_config");
    if (!vision.contains("model_type")) vision["model_type"] = "blip_vision_model";
    if (!text.contains("model_type")) text["model_type"] = "blip_text_model";
    visitVision(vision_config, [&](const char* name, const auto& field) { vision[name] = field; });
    visitText(text_config, [&](const char* name, const auto& field) { text[name] = field; });
    if (!text.contains("is_decoder")) text["is_decoder"] = true;
    out["text_config"] = text;
    out["vision_config"] = vision;
    return out;
}

void BlipConfig::check() const {
    const auto& v = vision_config;
    const auto& t = text_config;
    const auto require = [](bool condition, const Message& sentence) { requireConfig(condition, kModel, sentence); };
    require(v.hidden_size > 0 && v.intermediate_size > 0 && v.num_hidden_layers > 0 && v.num_attention_heads > 0 &&
                v.patch_size > 0 && v.image_size >= v.patch_size,
            message("sizes in vision_config must be positive"));
    require(t.hidden_size > 0 && t.intermediate_size > 0 && t.num_hidden_layers > 0 && t.num_attention_heads > 0 &&
                t.vocab_size > 0 && t.max_position_embeddings > 0,
            message("sizes in text_config must be positive"));
    require(v.hidden_size % v.num_attention_heads == 0 && t.hidden_size % t.num_attention_heads == 0,
            message("hidden_size must be a multiple of num_attention_heads"));
    require(t.encoder_hidden_size == v.hidden_size,
            message("encoder_hidden_size must equal the vision_config's hidden_size"));
    nn::activationFromName(v.hidden_act);
    nn::activationFromName(t.hidden_act);
}

}  // namespace recap
