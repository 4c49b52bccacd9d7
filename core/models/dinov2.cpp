// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/dinov2.h"

#include "base/error.h"
#include "models/model_config.h"
#include "nn/attention.h"
#include "nn/initialisers.h"
#include "nn/interrupt.h"
#include "nn/module_macros.h"
#include "tensor_io/dinov2_names.h"
#include "tensor_io/load_report.h"
#include "tensor_io/pickle_reader.h"
#include "tensor_io/weight_files.h"

#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr const char* kModel = "Dinov2Model";

const torch::Tensor& required(const StateDict& weights, const std::string& name, std::int64_t dimensions,
                              const fs::path& file) {
    const auto found = weights.find(name);
    if (found == weights.end() || found->second.dim() != dimensions)
        throw Error(ErrorCode::ShapeMismatch,
                    message("%1 is not DINOv2: its tensor %2 is missing or has another shape.", file, name));
    return found->second;
}

}  // namespace

Dinov2Config Dinov2Config::fromJson(const Json& json) {
    const ConfigReader reader(json, kModel);
    Dinov2Config c;
    reader.read("hidden_size", c.hidden_size);
    reader.read("num_hidden_layers", c.num_hidden_layers);
    reader.read("num_attention_heads", c.num_attention_heads);
    reader.read("mlp_ratio", c.mlp_ratio);
    reader.read("image_size", c.image_size);
    reader.read("patch_size", c.patch_size);
    reader.read("num_channels", c.num_channels);
    reader.read("qkv_bias", c.qkv_bias);
    reader.read("hidden_act", c.hidden_act);
    reader.read("layer_norm_eps", c.layer_norm_eps);
    reader.refuseUnless("use_swiglu_ffn", {false});
    reader.refuseUnless("model_type", {"dinov2"});
    c.check();
    return c;
}

void Dinov2Config::check() const {
    requireConfig(hidden_size > 0 && num_hidden_layers > 0 && num_attention_heads > 0 && mlp_ratio > 0 &&
                      num_channels > 0 && patch_size > 0 && image_size >= patch_size,
                  kModel, message("sizes must be positive"));
    requireConfig(hidden_size % num_attention_heads == 0, kModel,
                  message("hidden_size must be a multiple of num_attention_heads"));
    nn::activationFromName(hidden_act);
}

Dinov2PatchEmbeddingsImpl::Dinov2PatchEmbeddingsImpl(const Dinov2Config& c) {
    RECAP_MODULE(projection, nn::Conv2d(c.num_channels, c.hidden_size, c.patch_size, c.patch_size));
}

Dinov2EmbeddingsImpl::Dinov2EmbeddingsImpl(const Dinov2Config& c) : side_(c.tableSide()) {
    RECAP_PARAMETER(cls_token, nn::normal({1, 1, c.hidden_size}, 0.02));
    RECAP_PARAMETER(mask_token, nn::filled({1, c.hidden_size}, 0.0));
    RECAP_PARAMETER(position_embeddings, nn::normal({1, 1 + side_ * side_, c.hidden_size}, 0.02));
    RECAP_MODULE(patch_embeddings, Dinov2PatchEmbeddings(c));
}

torch::Tensor Dinov2EmbeddingsImpl::positions(std::int64_t rows, std::int64_t columns, PositionRule rule) const {
    if (rows == side_ && columns == side_) return position_embeddings;
    const auto table = position_embeddings.narrow(1, 1, side_ * side_)
                           .to(torch::kFloat32)
                           .reshape({1, side_, side_, -1})
                           .permute({0, 3, 1, 2});  // [1, D, side, side]
    // The tenth keeps the original from losing a row to rounding; it moves every sample.
    const auto factor = [&](std::int64_t patches) {
        return (static_cast<double>(patches) + 0.1) / static_cast<double>(side_);
    };
    const auto resized = rule == PositionRule::Original
                             ? torch::upsample_bicubic2d(table, {rows, columns}, false, factor(rows), factor(columns))
                             : torch::upsample_bicubic2d(table, {rows, columns}, false);
    const auto patches = resized.permute({0, 2, 3, 1}).flatten(1, 2).to(position_embeddings.scalar_type());
    return torch::cat({position_embeddings.narrow(1, 0, 1), patches}, 1);
}

torch::Tensor Dinov2EmbeddingsImpl::forward(const torch::Tensor& pixel_values, PositionRule rule) {
    const auto maps = patch_embeddings->projection(pixel_values);  // [B, D, rows, columns]
    const auto first = cls_token.expand({maps.size(0), 1, -1});
    return torch::cat({first, maps.flatten(2).transpose(1, 2)}, 1) + positions(maps.size(2), maps.size(3), rule);
}

Dinov2SelfAttentionImpl::Dinov2SelfAttentionImpl(const Dinov2Config& c) : heads_(c.num_attention_heads) {
    RECAP_MODULE(query, nn::Linear(c.hidden_size, c.hidden_size, c.qkv_bias));
    RECAP_MODULE(key, nn::Linear(c.hidden_size, c.hidden_size, c.qkv_bias));
    RECAP_MODULE(value, nn::Linear(c.hidden_size, c.hidden_size, c.qkv_bias));
}

torch::Tensor Dinov2SelfAttentionImpl::forward(const torch::Tensor& x) {
    return nn::mergeHeads(
        nn::attend(nn::splitHeads(query(x), heads_), nn::splitHeads(key(x), heads_), nn::splitHeads(value(x), heads_)));
}

Dinov2SelfOutputImpl::Dinov2SelfOutputImpl(const Dinov2Config& c) {
    RECAP_MODULE(dense, nn::Linear(c.hidden_size, c.hidden_size));
}

Dinov2AttentionImpl::Dinov2AttentionImpl(const Dinov2Config& c) {
    RECAP_MODULE(attention, Dinov2SelfAttention(c));
    RECAP_MODULE(output, Dinov2SelfOutput(c));
}

torch::Tensor Dinov2AttentionImpl::forward(const torch::Tensor& x) {
    return output->dense(attention(x));
}

Dinov2LayerScaleImpl::Dinov2LayerScaleImpl(const Dinov2Config& c) {
    RECAP_PARAMETER(lambda1, nn::filled({c.hidden_size}, 1.0));
}

Dinov2MlpImpl::Dinov2MlpImpl(const Dinov2Config& c) : activation_(nn::activationFromName(c.hidden_act)) {
    RECAP_MODULE(fc1, nn::Linear(c.hidden_size, c.hidden_size * c.mlp_ratio));
    RECAP_MODULE(fc2, nn::Linear(c.hidden_size * c.mlp_ratio, c.hidden_size));
}

torch::Tensor Dinov2MlpImpl::forward(const torch::Tensor& x) {
    return fc2(nn::activate(activation_, fc1(x)));
}

Dinov2LayerImpl::Dinov2LayerImpl(const Dinov2Config& c) {
    RECAP_MODULE(norm1, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
    RECAP_MODULE(attention, Dinov2Attention(c));
    RECAP_MODULE(layer_scale1, Dinov2LayerScale(c));
    RECAP_MODULE(norm2, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
    RECAP_MODULE(mlp, Dinov2Mlp(c));
    RECAP_MODULE(layer_scale2, Dinov2LayerScale(c));
}

torch::Tensor Dinov2LayerImpl::forward(torch::Tensor x) {
    nn::interruptPoint(x);
    x = x + attention(norm1(x)) * layer_scale1->lambda1;
    return x + mlp(norm2(x)) * layer_scale2->lambda1;
}

Dinov2EncoderImpl::Dinov2EncoderImpl(const Dinov2Config& c) {
    RECAP_MODULE(layer, nn::TypedList<Dinov2Layer>());
    for (std::int64_t i = 0; i < c.num_hidden_layers; ++i) layer->append(Dinov2Layer(c));
}

Dinov2Impl::Dinov2Impl(const Dinov2Config& config) : config_(config) {
    config_.check();
    RECAP_MODULE(embeddings, Dinov2Embeddings(config_));
    RECAP_MODULE(encoder, Dinov2Encoder(config_));
    RECAP_MODULE(layernorm, nn::LayerNorm(config_.hidden_size, config_.layer_norm_eps));
}

Dinov2Output Dinov2Impl::forward(const torch::Tensor& pixel_values, PositionRule rule) {
    if (pixel_values.dim() != 4 || pixel_values.size(1) != config_.num_channels ||
        pixel_values.size(2) < config_.patch_size || pixel_values.size(3) < config_.patch_size) {
        throw Error(ErrorCode::ShapeMismatch,
                    message("DINOv2's image has shape %1 but must be [B, 3, H, W].", c10::str(pixel_values.sizes())));
    }
    auto x = embeddings->forward(pixel_values, rule);
    for (auto& layer : *encoder->layer) x = layer(x);
    Dinov2Output out;
    out.last_hidden_state = layernorm(x);
    out.pooler_output = out.last_hidden_state.select(1, 0);
    return out;
}

Dinov2Config dinov2ConfigByShapes(const StateDict& weights, const fs::path& file) {
    constexpr std::int64_t kHead = 64;
    const auto& positions = required(weights, "embeddings.position_embeddings", 3, file);
    const auto& patches = required(weights, "embeddings.patch_embeddings.projection.weight", 4, file);
    const auto& first = required(weights, "encoder.layer.0.mlp.fc1.weight", 2, file);
    Dinov2Config c;
    c.hidden_size = positions.size(2);
    c.num_channels = patches.size(1);
    c.patch_size = patches.size(2);
    c.num_attention_heads = c.hidden_size / kHead;
    c.mlp_ratio = c.hidden_size > 0 ? first.size(0) / c.hidden_size : 0;
    c.image_size =
        std::llround(std::sqrt(static_cast<double>(std::max<std::int64_t>(positions.size(1) - 1, 0)))) * c.patch_size;
    c.num_hidden_layers = 0;
    while (weights.count("encoder.layer." + std::to_string(c.num_hidden_layers) + ".norm1.weight") != 0)
        ++c.num_hidden_layers;
    c.check();
    return c;
}

Dinov2 loadDinov2(const fs::path& path) {
    const bool folder = fs::is_directory(path);
    auto weights = folder ? loadWeightFiles(path, kTransformersWeights) : loadTensorFile(path);
    if (isOriginalDinov2(weights)) weights = dinov2FromOriginal(weights);
    const auto config = folder && fs::exists(path / "config.json")
                            ? Dinov2Config::fromJson(readJsonFile(path / "config.json"))
                            : dinov2ConfigByShapes(weights, path);
    const nn::InitScope scope(nn::InitMode::Empty);  // every parameter is overwritten below, or loading throws
    Dinov2 model(config);
    loadStateDictStrict(*model, weights, verbatim(path.string()));
    model->eval();
    return model;
}

}  // namespace recap
