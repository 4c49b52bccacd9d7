// SPDX-License-Identifier: GPL-3.0-or-later
//
// DINOv2, a vision transformer whose class token serves as features (FD-DINOv2): keys and results equal transformers'
// Dinov2Model. The giant form with its gated MLP and the forms with register tokens are not built.
#pragma once

#include "base/json.h"
#include "nn/activations.h"
#include "nn/layers.h"
#include "nn/typed_list.h"
#include "tensor_io/state_dict.h"

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>
#include <torch/types.h>

#include <cstdint>
#include <filesystem>
#include <string>

namespace recap {

// config.json of a Dinov2Model, under its own field names.
struct Dinov2Config {
    std::int64_t hidden_size = 768;
    std::int64_t num_hidden_layers = 12;
    std::int64_t num_attention_heads = 12;
    std::int64_t mlp_ratio = 4;
    std::int64_t image_size = 224;  // of the position table
    std::int64_t patch_size = 14;
    std::int64_t num_channels = 3;
    bool qkv_bias = true;
    std::string hidden_act = "gelu";
    double layer_norm_eps = 1e-6;

    // Throws Error(BadFormat) that names the field.
    static Dinov2Config fromJson(const Json& json);
    void check() const;
    std::int64_t tableSide() const { return image_size / patch_size; }
};

// How the position table is resized for pictures of another size. The two differ by far more than rounding.
enum class PositionRule {
    Transformers,  // bicubic to the number of patches
    Original,      // bicubic by the factor (patches + 0.1) / table, as the original repository and dgm-eval do
};

struct Dinov2Output {
    torch::Tensor last_hidden_state;  // [B, 1 + patches, D], after the last layer norm
    torch::Tensor pooler_output;      // [B, D], its class token
};

class Dinov2PatchEmbeddingsImpl : public torch::nn::Module {
public:
    explicit Dinov2PatchEmbeddingsImpl(const Dinov2Config& config);
    nn::Conv2d projection{nullptr};
};
TORCH_MODULE(Dinov2PatchEmbeddings);

class Dinov2EmbeddingsImpl : public torch::nn::Module {
public:
    explicit Dinov2EmbeddingsImpl(const Dinov2Config& config);
    torch::Tensor forward(const torch::Tensor& pixel_values, PositionRule rule);
    // The table for so many patches, [1, 1 + rows * columns, D].
    torch::Tensor positions(std::int64_t rows, std::int64_t columns, PositionRule rule) const;

    torch::Tensor cls_token;            // [1, 1, D]
    torch::Tensor mask_token;           // [1, D], of pre-training
    torch::Tensor position_embeddings;  // [1, 1 + table, D]
    Dinov2PatchEmbeddings patch_embeddings{nullptr};

private:
    std::int64_t side_;
};
TORCH_MODULE(Dinov2Embeddings);

class Dinov2SelfAttentionImpl : public torch::nn::Module {
public:
    explicit Dinov2SelfAttentionImpl(const Dinov2Config& config);
    torch::Tensor forward(const torch::Tensor& x);

    nn::Linear query{nullptr}, key{nullptr}, value{nullptr};

private:
    std::int64_t heads_;
};
TORCH_MODULE(Dinov2SelfAttention);

class Dinov2SelfOutputImpl : public torch::nn::Module {
public:
    explicit Dinov2SelfOutputImpl(const Dinov2Config& config);
    nn::Linear dense{nullptr};
};
TORCH_MODULE(Dinov2SelfOutput);

class Dinov2AttentionImpl : public torch::nn::Module {
public:
    explicit Dinov2AttentionImpl(const Dinov2Config& config);
    torch::Tensor forward(const torch::Tensor& x);

    Dinov2SelfAttention attention{nullptr};
    Dinov2SelfOutput output{nullptr};
};
TORCH_MODULE(Dinov2Attention);

// Multiplies a branch by one factor a channel.
class Dinov2LayerScaleImpl : public torch::nn::Module {
public:
    explicit Dinov2LayerScaleImpl(const Dinov2Config& config);
    torch::Tensor lambda1;  // [D]
};
TORCH_MODULE(Dinov2LayerScale);

class Dinov2MlpImpl : public torch::nn::Module {
public:
    explicit Dinov2MlpImpl(const Dinov2Config& config);
    torch::Tensor forward(const torch::Tensor& x);

    nn::Linear fc1{nullptr}, fc2{nullptr};

private:
    nn::Activation activation_;
};
TORCH_MODULE(Dinov2Mlp);

class Dinov2LayerImpl : public torch::nn::Module {
public:
    explicit Dinov2LayerImpl(const Dinov2Config& config);
    torch::Tensor forward(torch::Tensor x);

    nn::LayerNorm norm1{nullptr}, norm2{nullptr};
    Dinov2Attention attention{nullptr};
    Dinov2LayerScale layer_scale1{nullptr}, layer_scale2{nullptr};
    Dinov2Mlp mlp{nullptr};
};
TORCH_MODULE(Dinov2Layer);

class Dinov2EncoderImpl : public torch::nn::Module {
public:
    explicit Dinov2EncoderImpl(const Dinov2Config& config);
    nn::TypedList<Dinov2Layer> layer{nullptr};
};
TORCH_MODULE(Dinov2Encoder);

class Dinov2Impl : public torch::nn::Module {
public:
    explicit Dinov2Impl(const Dinov2Config& config);
    // Normalised pixels [B, 3, H, W], sides at least one patch; what is left over after whole patches is not seen.
    // Throws Error(ShapeMismatch).
    Dinov2Output forward(const torch::Tensor& pixel_values, PositionRule rule);
    const Dinov2Config& config() const { return config_; }

    Dinov2Embeddings embeddings{nullptr};
    Dinov2Encoder encoder{nullptr};
    nn::LayerNorm layernorm{nullptr};

private:
    Dinov2Config config_;
};
TORCH_MODULE(Dinov2);

// Sizes by the shapes of tensors under the names of transformers, with heads 64 wide as in every published form. Throws
// Error(BadFormat) where shapes do not fit, Error(ShapeMismatch) naming a tensor that is missing.
Dinov2Config dinov2ConfigByShapes(const StateDict& weights, const std::filesystem::path& file);

// A folder as transformers writes it, or the original repository's .pth file. On the CPU, in evaluation mode. Throws
// Error(FileNotFound), Error(BadFormat), Error(ShapeMismatch).
Dinov2 loadDinov2(const std::filesystem::path& path);

}  // namespace recap
