// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/detr.h"

#include "base/error.h"
#include "models/model_config.h"
#include "nn/attention.h"
#include "nn/initialisers.h"
#include "nn/interrupt.h"
#include "nn/module_macros.h"
#include "tensor_io/detr_names.h"
#include "tensor_io/load_report.h"
#include "tensor_io/weight_files.h"

#include <torch/types.h>

#include <cstdlib>
#include <numbers>
#include <sstream>

namespace recap {
namespace fs = std::filesystem;
namespace {

constexpr const char* kModel = "DetrForObjectDetection";
constexpr const char* kBackbone = "model.backbone.conv_encoder.model.";
constexpr std::int64_t kMostLabels = 100000;

// Sine positions of a masked map [B, h, w] -> [B, 2 n, h, w]: rows first, then columns; n a direction.
torch::Tensor sinePositions(const torch::Tensor& mask, std::int64_t n) {
    constexpr double kTemperature = 10000;
    const auto visible = mask.to(torch::kFloat32);
    const auto steps = torch::arange(n, visible.options());
    const auto periods = torch::pow(kTemperature, 2 * torch::floor(steps / 2) / static_cast<double>(n));
    const auto waves = [&](const torch::Tensor& sums, std::int64_t dimension) {
        const auto last = sums.narrow(dimension, sums.size(dimension) - 1, 1);
        const auto angles = (sums / (last + 1e-6) * (2 * std::numbers::pi)).unsqueeze(3) / periods;  // [B, h, w, n]
        const auto even = angles.slice(3, 0, n, 2).sin(), odd = angles.slice(3, 1, n, 2).cos();
        return torch::stack({even, odd}, 4).flatten(3);
    };
    return torch::cat({waves(visible.cumsum(1), 1), waves(visible.cumsum(2), 2)}, 3).permute({0, 3, 1, 2});
}

// [B, D, h, w] -> [B, h * w, D]
torch::Tensor asRows(const torch::Tensor& maps) {
    return maps.flatten(2).transpose(1, 2);
}

std::vector<std::string> labelsOf(const Json& json) {
    std::vector<std::string> labels;
    const auto found = json.find("id2label");
    if (found == json.end() || found->is_null()) return labels;
    requireConfig(found->is_object(), kModel, message("%1 is not an object", "id2label"));
    for (const auto& item : found->items()) {
        char* end = nullptr;
        const auto number = std::strtoll(item.key().c_str(), &end, 10);
        requireConfig(
            *end == 0 && !item.key().empty() && number >= 0 && number < kMostLabels && item.value().is_string(), kModel,
            message("id2label is not a list of numbered names"));
        if (labels.size() <= static_cast<std::size_t>(number)) labels.resize(static_cast<std::size_t>(number) + 1);
        labels[static_cast<std::size_t>(number)] = item.value().get<std::string>();
    }
    return labels;
}

}  // namespace

DetrConfig DetrConfig::fromJson(const Json& json) {
    const ConfigReader reader(json, kModel);
    DetrConfig c;
    reader.read("d_model", c.d_model);
    reader.read("encoder_layers", c.encoder_layers);
    reader.read("decoder_layers", c.decoder_layers);
    reader.read("encoder_attention_heads", c.encoder_attention_heads);
    reader.read("decoder_attention_heads", c.decoder_attention_heads);
    reader.read("encoder_ffn_dim", c.encoder_ffn_dim);
    reader.read("decoder_ffn_dim", c.decoder_ffn_dim);
    reader.read("num_queries", c.num_queries);
    reader.refuseUnless("model_type", {"detr"});
    reader.refuseUnless("activation_function", {"relu"});
    reader.refuseUnless("position_embedding_type", {"sine"});
    reader.refuseUnless("dilation", {false});
    reader.refuseUnless("num_channels", {3});
    c.labels = labelsOf(json);
    c.check();
    return c;
}

void DetrConfig::check() const {
    requireConfig(d_model > 0 && encoder_layers > 0 && decoder_layers > 0 && encoder_attention_heads > 0 &&
                      decoder_attention_heads > 0 && encoder_ffn_dim > 0 && decoder_ffn_dim > 0 && num_queries > 0,
                  kModel, message("sizes must be positive"));
    requireConfig(d_model % encoder_attention_heads == 0 && d_model % decoder_attention_heads == 0 && d_model % 4 == 0,
                  kModel, message("d_model must be a multiple of the number of heads, and of 4"));
}

ResNetSizes resNetSizesByShapes(const StateDict& weights, const std::string& prefix, const fs::path& file) {
    const auto rows = [&](const std::string& name) {
        const auto found = weights.find(prefix + name);
        return found == weights.end() || found->second.dim() != 4 ? 0 : found->second.size(0);
    };
    ResNetSizes sizes;
    sizes.stem = rows("conv1.weight");
    bool complete = sizes.stem > 0;
    for (std::size_t stage = 0; stage < sizes.layers.size(); ++stage) {
        const auto layer = "layer" + std::to_string(stage + 1) + ".";
        sizes.layers[stage] = 0;
        while (rows(layer + std::to_string(sizes.layers[stage]) + ".conv1.weight") > 0) ++sizes.layers[stage];
        sizes.widths[stage] = rows(layer + "0.conv1.weight");
        complete = complete && sizes.layers[stage] > 0 && rows(layer + "0.conv3.weight") == 4 * sizes.widths[stage];
    }
    if (!complete)
        throw Error(
            ErrorCode::ShapeMismatch,
            message("%1 has no backbone of the kind of ResNet-50: its tensors %2... do not fit.", file, prefix));
    return sizes;
}

DetrAttentionImpl::DetrAttentionImpl(std::int64_t width, std::int64_t heads) : heads_(heads) {
    RECAP_MODULE(k_proj, nn::Linear(width, width));
    RECAP_MODULE(v_proj, nn::Linear(width, width));
    RECAP_MODULE(q_proj, nn::Linear(width, width));
    RECAP_MODULE(out_proj, nn::Linear(width, width));
}

torch::Tensor DetrAttentionImpl::forward(const torch::Tensor& query, const torch::Tensor& key,
                                         const torch::Tensor& value, const torch::Tensor& key_mask) {
    nn::AttendOptions options;
    if (key_mask.defined()) options.mask = nn::attentionMask(key_mask, query.size(1), false);
    const auto q = nn::splitHeads(q_proj(query), heads_), k = nn::splitHeads(k_proj(key), heads_),
               v = nn::splitHeads(v_proj(value), heads_);
    return out_proj(nn::mergeHeads(nn::attend(q, k, v, options)));
}

DetrEncoderLayerImpl::DetrEncoderLayerImpl(const DetrConfig& c) {
    RECAP_MODULE(self_attn, DetrAttention(c.d_model, c.encoder_attention_heads));
    RECAP_MODULE(self_attn_layer_norm, nn::LayerNorm(c.d_model));
    RECAP_MODULE(fc1, nn::Linear(c.d_model, c.encoder_ffn_dim));
    RECAP_MODULE(fc2, nn::Linear(c.encoder_ffn_dim, c.d_model));
    RECAP_MODULE(final_layer_norm, nn::LayerNorm(c.d_model));
}

torch::Tensor DetrEncoderLayerImpl::forward(torch::Tensor x, const torch::Tensor& positions,
                                            const torch::Tensor& mask) {
    nn::interruptPoint(x);
    const auto placed = x + positions;
    x = self_attn_layer_norm(x + self_attn(placed, placed, x, mask));
    return final_layer_norm(x + fc2(torch::relu(fc1(x))));
}

DetrDecoderLayerImpl::DetrDecoderLayerImpl(const DetrConfig& c) {
    RECAP_MODULE(self_attn, DetrAttention(c.d_model, c.decoder_attention_heads));
    RECAP_MODULE(self_attn_layer_norm, nn::LayerNorm(c.d_model));
    RECAP_MODULE(encoder_attn, DetrAttention(c.d_model, c.decoder_attention_heads));
    RECAP_MODULE(encoder_attn_layer_norm, nn::LayerNorm(c.d_model));
    RECAP_MODULE(fc1, nn::Linear(c.d_model, c.decoder_ffn_dim));
    RECAP_MODULE(fc2, nn::Linear(c.decoder_ffn_dim, c.d_model));
    RECAP_MODULE(final_layer_norm, nn::LayerNorm(c.d_model));
}

torch::Tensor DetrDecoderLayerImpl::forward(torch::Tensor x, const torch::Tensor& queries, const torch::Tensor& memory,
                                            const torch::Tensor& positions, const torch::Tensor& mask) {
    nn::interruptPoint(x);
    const auto placed = x + queries;
    x = self_attn_layer_norm(x + self_attn(placed, placed, x, torch::Tensor()));
    x = encoder_attn_layer_norm(x + encoder_attn(x + queries, memory + positions, memory, mask));
    return final_layer_norm(x + fc2(torch::relu(fc1(x))));
}

DetrEncoderImpl::DetrEncoderImpl(const DetrConfig& c) {
    RECAP_MODULE(layers, nn::TypedList<DetrEncoderLayer>());
    for (std::int64_t i = 0; i < c.encoder_layers; ++i) layers->append(DetrEncoderLayer(c));
}

DetrDecoderImpl::DetrDecoderImpl(const DetrConfig& c) {
    RECAP_MODULE(layers, nn::TypedList<DetrDecoderLayer>());
    for (std::int64_t i = 0; i < c.decoder_layers; ++i) layers->append(DetrDecoderLayer(c));
    RECAP_MODULE(layernorm, nn::LayerNorm(c.d_model));
}

DetrConvEncoderImpl::DetrConvEncoderImpl(const DetrConfig& c) {
    RECAP_MODULE(model, ResNet(c.backbone));
}

DetrBackboneImpl::DetrBackboneImpl(const DetrConfig& c) {
    RECAP_MODULE(conv_encoder, DetrConvEncoder(c));
}

DetrModelImpl::DetrModelImpl(const DetrConfig& c) {
    RECAP_MODULE(backbone, DetrBackbone(c));
    RECAP_MODULE(input_projection, nn::Conv2d(4 * c.backbone.widths.back(), c.d_model, 1));
    RECAP_MODULE(query_position_embeddings, nn::Embedding(c.num_queries, c.d_model));
    RECAP_MODULE(encoder, DetrEncoder(c));
    RECAP_MODULE(decoder, DetrDecoder(c));
}

DetrBoxHeadImpl::DetrBoxHeadImpl(std::int64_t width) {
    RECAP_MODULE(layers, nn::TypedList<nn::Linear>());
    for (const std::int64_t out : {width, width, std::int64_t{4}}) layers->append(nn::Linear(width, out));
}

torch::Tensor DetrBoxHeadImpl::forward(torch::Tensor x) {
    auto& all = *layers;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) x = torch::relu(all[i](x));
    return torch::sigmoid(all.back()(x));
}

DetrImpl::DetrImpl(const DetrConfig& config, std::int64_t outputs) : config_(config) {
    config_.check();
    RECAP_MODULE(model, DetrModel(config_));
    RECAP_MODULE(class_labels_classifier, nn::Linear(config_.d_model, outputs));
    RECAP_MODULE(bbox_predictor, DetrBoxHead(config_.d_model));
}

DetrOutput DetrImpl::forward(const torch::Tensor& pixel_values, const torch::Tensor& pixel_mask) {
    const bool fits = pixel_values.dim() == 4 && pixel_values.size(1) == 3 &&
                      (!pixel_mask.defined() ||
                       (pixel_mask.dim() == 3 && pixel_mask.size(0) == pixel_values.size(0) &&
                        pixel_mask.size(1) == pixel_values.size(2) && pixel_mask.size(2) == pixel_values.size(3)));
    if (!fits)
        throw Error(ErrorCode::ShapeMismatch,
                    message("DETR's image has shape %1 but must be [B, 3, H, W], and its mask [B, H, W].",
                            c10::str(pixel_values.sizes())));
    DetrOutput out;
    out.features = model->backbone->conv_encoder->model(pixel_values);
    const auto height = out.features.size(2), width = out.features.size(3), batch = out.features.size(0);
    if (pixel_mask.defined()) {
        const auto shares = pixel_mask.to(torch::kFloat32).unsqueeze(1);
        out.feature_mask = torch::upsample_nearest2d(shares, {height, width}).squeeze(1).to(torch::kBool);
    } else {
        out.feature_mask = torch::ones({batch, height, width}, pixel_values.options().dtype(torch::kBool));
    }
    out.positions = sinePositions(out.feature_mask, config_.d_model / 2);
    const auto placed = asRows(out.positions).to(out.features.scalar_type());
    const auto mask = out.feature_mask.flatten(1);
    auto x = asRows(model->input_projection(out.features));
    for (auto& layer : *model->encoder->layers) x = layer(x, placed, mask);
    out.encoded = x;
    const auto queries = model->query_position_embeddings->weight.unsqueeze(0).expand({batch, -1, -1});
    auto y = torch::zeros_like(queries);
    for (auto& layer : *model->decoder->layers) y = layer(y, queries, out.encoded, placed, mask);
    out.decoded = model->decoder->layernorm(y);
    out.logits = class_labels_classifier(out.decoded);
    out.pred_boxes = bbox_predictor(out.decoded);
    return out;
}

Detr loadDetr(const fs::path& folder) {
    auto config = DetrConfig::fromJson(readJsonFile(folder / "config.json"));
    const auto weights = withCurrentDetrNames(loadWeightFiles(folder, kTransformersWeights));
    const auto place = weightsPlace(folder, kTransformersWeights);
    config.backbone = resNetSizesByShapes(weights, kBackbone, place);
    const auto classifier = weights.find("class_labels_classifier.weight");
    if (classifier == weights.end() || classifier->second.dim() != 2)
        throw Error(ErrorCode::BadFormat, message("%1 is not a detector (DETR): it has no classifier.", place));
    const nn::InitScope scope(nn::InitMode::Empty);  // every parameter is overwritten below, or loading throws
    Detr model(config, classifier->second.size(0));
    loadStateDictStrict(*model, weights, verbatim(place.string()));
    model->eval();
    return model;
}

}  // namespace recap
