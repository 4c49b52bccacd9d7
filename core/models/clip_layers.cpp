// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/clip_layers.h"

#include "nn/module_macros.h"
#include "nn/recompute.h"

#include <torch/types.h>

namespace recap {

ClipAttentionImpl::ClipAttentionImpl(const ClipEncoderConfig& c)
    : heads_(c.num_attention_heads), dropout_(c.attention_dropout) {
    RECAP_MODULE(k_proj, nn::Linear(c.hidden_size, c.hidden_size));
    RECAP_MODULE(v_proj, nn::Linear(c.hidden_size, c.hidden_size));
    RECAP_MODULE(q_proj, nn::Linear(c.hidden_size, c.hidden_size));
    RECAP_MODULE(out_proj, nn::Linear(c.hidden_size, c.hidden_size));
}

torch::Tensor ClipAttentionImpl::forward(const torch::Tensor& x, nn::AttendOptions options) {
    options.dropout = is_training() ? dropout_ : 0.0;
    const auto q = nn::splitHeads(q_proj(x), heads_);  // [B, heads, N, d]
    const auto k = nn::splitHeads(k_proj(x), heads_);
    const auto v = nn::splitHeads(v_proj(x), heads_);
    return out_proj(nn::mergeHeads(nn::attend(q, k, v, options)));
}

ClipMlpImpl::ClipMlpImpl(const ClipEncoderConfig& c) : activation_(c.hidden_act) {
    RECAP_MODULE(fc1, nn::Linear(c.hidden_size, c.intermediate_size));
    RECAP_MODULE(fc2, nn::Linear(c.intermediate_size, c.hidden_size));
}

torch::Tensor ClipMlpImpl::forward(const torch::Tensor& x) {
    return fc2(nn::activate(activation_, fc1(x)));
}

ClipEncoderLayerImpl::ClipEncoderLayerImpl(const ClipEncoderConfig& c) {
    RECAP_MODULE(self_attn, ClipAttention(c));
    RECAP_MODULE(layer_norm1, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
    RECAP_MODULE(mlp, ClipMlp(c));
    RECAP_MODULE(layer_norm2, nn::LayerNorm(c.hidden_size, c.layer_norm_eps));
}

torch::Tensor ClipEncoderLayerImpl::forward(torch::Tensor x, const nn::AttendOptions& options) {
    x = x + self_attn(layer_norm1(x), options);
    return x + mlp(layer_norm2(x));
}

ClipEncoderImpl::ClipEncoderImpl(const ClipEncoderConfig& c) {
    RECAP_MODULE(layers, nn::TypedList<ClipEncoderLayer>());
    for (std::int64_t i = 0; i < c.num_hidden_layers; ++i) layers->append(ClipEncoderLayer(c));
}

std::vector<torch::Tensor> ClipEncoderImpl::forward(torch::Tensor x, const nn::AttendOptions& options) {
    std::vector<torch::Tensor> states{x};
    for (auto& layer : *layers)
        states.push_back(nn::recomputable(
            [layer = layer.ptr(), options](const torch::Tensor& state) { return layer->forward(state, options); },
            states.back()));
    return states;
}

}  // namespace recap
