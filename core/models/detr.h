// SPDX-License-Identifier: GPL-3.0-or-later
//
// DETR, a detector of a fixed number of queries: keys and results equal transformers' DetrForObjectDetection (Carion et
// al. 2020). It judges only: there is no training mode.
#pragma once

#include "base/json.h"
#include "models/resnet.h"
#include "nn/layers.h"
#include "nn/typed_list.h"
#include "tensor_io/state_dict.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace recap {

// config.json of a DetrForObjectDetection, under its own field names; the backbone's sizes come from the tensors.
struct DetrConfig {
    std::int64_t d_model = 256;
    std::int64_t encoder_layers = 6, decoder_layers = 6;
    std::int64_t encoder_attention_heads = 8, decoder_attention_heads = 8;
    std::int64_t encoder_ffn_dim = 2048, decoder_ffn_dim = 2048;
    std::int64_t num_queries = 100;
    std::vector<std::string> labels;  // of id2label, by number; places without a name are empty
    ResNetSizes backbone;

    // Throws Error(BadFormat) that names the field.
    static DetrConfig fromJson(const Json& json);
    void check() const;
};

// Depths and widths of the backbone by the shapes of tensors under the names of torchvision. Throws
// Error(ShapeMismatch) where they are none.
ResNetSizes resNetSizesByShapes(const StateDict& weights, const std::string& prefix, const std::filesystem::path& file);

struct DetrOutput {
    torch::Tensor logits;      // [B, queries, classes + 1], the last is "no object"
    torch::Tensor pred_boxes;  // [B, queries, 4]: centre x, centre y, width, height as shares of the picture

    // On the way, for tests.
    torch::Tensor features, feature_mask, positions, encoded, decoded;
};

class DetrAttentionImpl : public torch::nn::Module {
public:
    DetrAttentionImpl(std::int64_t width, std::int64_t heads);
    // key_mask [B, keys] bool, true: may be looked at.
    torch::Tensor forward(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                          const torch::Tensor& key_mask);

    nn::Linear k_proj{nullptr}, v_proj{nullptr}, q_proj{nullptr}, out_proj{nullptr};

private:
    std::int64_t heads_;
};
TORCH_MODULE(DetrAttention);

class DetrEncoderLayerImpl : public torch::nn::Module {
public:
    explicit DetrEncoderLayerImpl(const DetrConfig& config);
    torch::Tensor forward(torch::Tensor x, const torch::Tensor& positions, const torch::Tensor& mask);

    DetrAttention self_attn{nullptr};
    nn::LayerNorm self_attn_layer_norm{nullptr}, final_layer_norm{nullptr};
    nn::Linear fc1{nullptr}, fc2{nullptr};
};
TORCH_MODULE(DetrEncoderLayer);

class DetrDecoderLayerImpl : public torch::nn::Module {
public:
    explicit DetrDecoderLayerImpl(const DetrConfig& config);
    torch::Tensor forward(torch::Tensor x, const torch::Tensor& queries, const torch::Tensor& memory,
                          const torch::Tensor& positions, const torch::Tensor& mask);

    DetrAttention self_attn{nullptr}, encoder_attn{nullptr};
    nn::LayerNorm self_attn_layer_norm{nullptr}, encoder_attn_layer_norm{nullptr}, final_layer_norm{nullptr};
    nn::Linear fc1{nullptr}, fc2{nullptr};
};
TORCH_MODULE(DetrDecoderLayer);

class DetrEncoderImpl : public torch::nn::Module {
public:
    explicit DetrEncoderImpl(const DetrConfig& config);
    nn::TypedList<DetrEncoderLayer> layers{nullptr};
};
TORCH_MODULE(DetrEncoder);

class DetrDecoderImpl : public torch::nn::Module {
public:
    explicit DetrDecoderImpl(const DetrConfig& config);
    nn::TypedList<DetrDecoderLayer> layers{nullptr};
    nn::LayerNorm layernorm{nullptr};
};
TORCH_MODULE(DetrDecoder);

class DetrConvEncoderImpl : public torch::nn::Module {
public:
    explicit DetrConvEncoderImpl(const DetrConfig& config);
    ResNet model{nullptr};
};
TORCH_MODULE(DetrConvEncoder);

class DetrBackboneImpl : public torch::nn::Module {
public:
    explicit DetrBackboneImpl(const DetrConfig& config);
    DetrConvEncoder conv_encoder{nullptr};
};
TORCH_MODULE(DetrBackbone);

class DetrModelImpl : public torch::nn::Module {
public:
    explicit DetrModelImpl(const DetrConfig& config);

    DetrBackbone backbone{nullptr};
    nn::Conv2d input_projection{nullptr};
    nn::Embedding query_position_embeddings{nullptr};
    DetrEncoder encoder{nullptr};
    DetrDecoder decoder{nullptr};
};
TORCH_MODULE(DetrModel);

class DetrBoxHeadImpl : public torch::nn::Module {
public:
    explicit DetrBoxHeadImpl(std::int64_t width);
    torch::Tensor forward(torch::Tensor x);

    nn::TypedList<nn::Linear> layers{nullptr};
};
TORCH_MODULE(DetrBoxHead);

class DetrImpl : public torch::nn::Module {
public:
    DetrImpl(const DetrConfig& config, std::int64_t outputs);
    // Normalised pixels [B, 3, H, W] and what is picture in them [B, H, W] bool (undefined: everything). Throws
    // Error(ShapeMismatch).
    DetrOutput forward(const torch::Tensor& pixel_values, const torch::Tensor& pixel_mask = {});
    const DetrConfig& config() const { return config_; }

    DetrModel model{nullptr};
    nn::Linear class_labels_classifier{nullptr};
    DetrBoxHead bbox_predictor{nullptr};

private:
    DetrConfig config_;
};
TORCH_MODULE(Detr);

// A folder as transformers writes it, of either revision. On the CPU, in evaluation mode. Throws Error(FileNotFound),
// Error(BadFormat), Error(ShapeMismatch).
Detr loadDetr(const std::filesystem::path& folder);

}  // namespace recap
