// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/blip_vision.h"

#include "base/error.h"
#include "nn/attention.h"
#include "nn/initialisers.h"
#include "nn/interrupt.h"
#include "nn/module_macros.h"
#include "nn/recompute.h"

#include <torch/types.h>

#include <sstream>

namespace recap {

BlipVisionEmbeddingsImpl::BlipVisionEmbeddingsImpl(const BlipVisionConfig& c) {
    // Published configs say initializer_range 1e-10, which would make a fresh tower blind; 0.02 is the text side's.
    RECAP_PARAMETER(class_embedding, nn::normal({1, 1, c.hidden_size}, 0.02));
    RECAP_MODULE(patch_embedding, nn::Conv2d(3, c.hidden_size, c.patch_size, c.patch_size));
    RECAP_PARAMETER(position_embedding, nn::normal({1, c.patches() + 1, c.hidden_size}, 0.02));
}

torch::Tensor BlipVisionEmbeddingsImpl::forward(const torch::Tensor& pixel_values) {
    const auto patches = patch_embedding(pixel_values).flatten(2).transpose(1, 2);  // [B, patches, D]
    const auto first = class_embedding.expand({pixel_values.size(0), 1, -1});
    return torch::cat({first, patches}, 1) + position_embedding;
}

BlipVisionAttentionImpl::BlipVisionAttentionImpl(const BlipVisionConfig& c)
    : heads_(c.num_attention_heads), dropout_(c.attention_dropout) {
    RECAP_MODULE(qkv, nn::Linear(c.hidden_size, 3 * c.hidden_size));
    RECAP_MODULE(projection, nn::Linear(c.hidden_size, c.hidden_size));
}

torch::Tensor BlipVisionAttentionImpl::forwardPlus(const torch::Tensor& x, const torch::Tensor& residual) {
    const auto parts = qkv(x).view({x.size(0), x.size(1), 3, heads_, -1}).permute({2, 0, 3, 1, 4}).unbind(0);
    nn::AttendOptions options;
    options.dropout = is_training() ? dropout_ : 0.0;
    const auto seen = nn::attend(parts[0], parts[1], parts[2], options);  // parts [B, heads, N, d]
    return projection->forwardPlus(nn::mergeHeads(seen), residual);
}

BlipVisionMlpImpl::BlipVisionMlpImpl(const BlipVisionConfig& c) : activation_(nn::activationFromName(c.hidden_act)) {
    RECAP_MODULE(fc1, nn::Linear(c.hidden_size, c.intermediate_size));
    RECAP_MODULE(fc2, nn::Linear(c.intermediate_size, c.hidden_size));
}

torch::Tensor BlipVisionMlpImpl::forwardPlus(const torch::Tensor& x, const torch::Tensor& residual) {
    return fc2->forwardPlus(nn::activate(activation_, fc1(x)), residual);
}

BlipVisionLayerImpl::BlipVisionLayerImpl(const BlipVisionConfig& c) {
    RECAP_MODULE(self_attn, BlipVisionAttention(c));
    RECAP_MODULE(layer_norm1, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
    RECAP_MODULE(mlp, BlipVisionMlp(c));
    RECAP_MODULE(layer_norm2, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
}

torch::Tensor BlipVisionLayerImpl::forward(torch::Tensor x) {
    x = self_attn->forwardPlus(layer_norm1(x), x);
    return mlp->forwardPlus(layer_norm2(x), x);
}

BlipVisionEncoderImpl::BlipVisionEncoderImpl(const BlipVisionConfig& c) {
    RECAP_MODULE(layers, nn::TypedList<BlipVisionLayer>());
    for (std::int64_t i = 0; i < c.num_hidden_layers; ++i) layers->append(BlipVisionLayer(c));
}

torch::Tensor BlipVisionEncoderImpl::forward(torch::Tensor x) {
    for (auto& layer : *layers) {
        nn::interruptPoint(x);
        x = nn::recomputable([layer = layer.ptr()](const torch::Tensor& state) { return layer->forward(state); }, x);
    }
    return x;
}

BlipVisionModelImpl::BlipVisionModelImpl(const BlipVisionConfig& c) : image_size_(c.image_size) {
    RECAP_MODULE(embeddings, BlipVisionEmbeddings(c));
    RECAP_MODULE(encoder, BlipVisionEncoder(c));
    RECAP_MODULE(post_layernorm, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
}

torch::Tensor BlipVisionModelImpl::forward(const torch::Tensor& pixel_values) {
    if (pixel_values.dim() != 4 || pixel_values.size(1) != 3 || pixel_values.size(2) != image_size_ ||
        pixel_values.size(3) != image_size_) {
        throw Error(ErrorCode::ShapeMismatch, message("The captioner's image has shape %1 but must be [B, 3, %2, %2].",
                                                      c10::str(pixel_values.sizes()), image_size_));
    }
    return post_layernorm(encoder(embeddings(pixel_values)));
}

}  // namespace recap
