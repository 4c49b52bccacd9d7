// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/transformer_2d.h"

#include "nn/activations.h"
#include "nn/attention.h"
#include "nn/interrupt.h"
#include "nn/module_macros.h"
#include "nn/packed_weights.h"
#include "nn/recompute.h"

#include <torch/nn/module.h>
#include <torch/types.h>

namespace recap {

UNetAttentionImpl::UNetAttentionImpl(std::int64_t width, std::int64_t context_width, std::int64_t heads)
    : heads_(heads) {
    RECAP_MODULE(to_q, nn::Linear(width, width, false));
    RECAP_MODULE(to_k, nn::Linear(context_width, width, false));
    RECAP_MODULE(to_v, nn::Linear(context_width, width, false));
    RECAP_MODULE(to_out, nn::TypedList<nn::Linear>());
    to_out->append(nn::Linear(width, width));
}

torch::Tensor UNetAttentionImpl::forward(const torch::Tensor& x, const torch::Tensor& context,
                                         const torch::Tensor& residual) {
    const auto [q, k, v] = x.is_same(context) ? fromItself(x) : fromContext(x, context);
    return to_out->back()->forwardPlus(nn::mergeHeads(nn::attend(q, k, v)), residual);
}

UNetAttentionImpl::Heads UNetAttentionImpl::fromItself(const torch::Tensor& x) {
    auto* packed = nn::PackedWeights::current();
    const bool adapted = to_q->adapters.any() || to_k->adapters.any() || to_v->adapters.any();
    if (packed != nullptr && !adapted) {
        const auto joint = packed->jointLinear(x, {to_q->weight, to_k->weight, to_v->weight});  // [B, N, 3 width]
        if (joint.defined()) {
            const auto parts = joint.chunk(3, -1);
            return {nn::splitHeads(parts[0], heads_), nn::splitHeads(parts[1], heads_),
                    nn::splitHeads(parts[2], heads_)};
        }
    }
    return {nn::splitHeads(to_q(x), heads_), nn::splitHeads(to_k(x), heads_), nn::splitHeads(to_v(x), heads_)};
}

UNetAttentionImpl::Heads UNetAttentionImpl::fromContext(const torch::Tensor& x, const torch::Tensor& context) {
    const auto q = nn::splitHeads(to_q(x), heads_);
    auto* packed = nn::PackedWeights::current();
    if (packed == nullptr || !packed->isContext(context))
        return {q, nn::splitHeads(to_k(context), heads_), nn::splitHeads(to_v(context), heads_)};
    auto& [k, v] = packed->keysAndValues(this);
    if (!k.defined()) {
        k = nn::splitHeads(to_k(context), heads_);
        v = nn::splitHeads(to_v(context), heads_);
    }
    return {q, k, v};
}

GegluProjectionImpl::GegluProjectionImpl(std::int64_t in, std::int64_t out) {
    RECAP_MODULE(proj, nn::Linear(in, 2 * out));
}

torch::Tensor GegluProjectionImpl::forward(const torch::Tensor& x) {
    auto* packed = nn::PackedWeights::current();
    if (packed != nullptr && !proj->adapters.any())
        if (auto y = packed->geglu(x, proj->weight, proj->bias); y.defined()) return y;
    return nn::geglu(proj(x));
}

FeedForwardNetImpl::FeedForwardNetImpl(std::int64_t width) {
    widen_ = register_module("0", GegluProjection(width, 4 * width));
    narrow_ = register_module("2", nn::Linear(4 * width, width));
}

FeedForwardImpl::FeedForwardImpl(std::int64_t width) {
    RECAP_MODULE(net, FeedForwardNet(width));
}

BasicTransformerBlockImpl::BasicTransformerBlockImpl(std::int64_t width, std::int64_t context_width,
                                                     std::int64_t heads) {
    RECAP_MODULE(norm1, nn::LayerNorm(width));
    RECAP_MODULE(attn1, UNetAttention(width, width, heads));
    RECAP_MODULE(norm2, nn::LayerNorm(width));
    RECAP_MODULE(attn2, UNetAttention(width, context_width, heads));
    RECAP_MODULE(norm3, nn::LayerNorm(width));
    RECAP_MODULE(ff, FeedForward(width));
}

torch::Tensor BasicTransformerBlockImpl::forward(torch::Tensor x, const torch::Tensor& context) {
    nn::interruptPoint(x);
    const auto own = norm1(x);
    x = attn1(own, own, x);
    x = attn2(norm2(x), context, x);
    return ff(norm3(x), x);
}

Transformer2DModelImpl::Transformer2DModelImpl(const Transformer2DConfig& c) {
    RECAP_MODULE(norm, nn::GroupNorm(c.groups, c.channels, 1e-6));
    RECAP_MODULE(proj_in, nn::Pointwise(c.channels, c.channels, !c.use_linear_projection));
    RECAP_MODULE(transformer_blocks, nn::TypedList<BasicTransformerBlock>());
    for (std::int64_t i = 0; i < c.layers; ++i)
        transformer_blocks->append(BasicTransformerBlock(c.channels, c.cross_attention_dim, c.heads));
    RECAP_MODULE(proj_out, nn::Pointwise(c.channels, c.channels, !c.use_linear_projection));
}

torch::Tensor Transformer2DModelImpl::forward(const torch::Tensor& x, const torch::Tensor& context) {
    const auto b = x.size(0), c = x.size(1), h = x.size(2), w = x.size(3);
    // Tokens are pixels in rows: a view for channels-last input, one copy otherwise.
    auto tokens = proj_in(norm(x).permute({0, 2, 3, 1}).reshape({b, h * w, c}));  // [B, H W, C]
    for (auto& block : *transformer_blocks)
        tokens = nn::recomputable([block = block.ptr()](const torch::Tensor& t,
                                                        const torch::Tensor& text) { return block->forward(t, text); },
                                  tokens, context);
    if (x.is_contiguous(torch::MemoryFormat::ChannelsLast)) {
        const auto residual = x.permute({0, 2, 3, 1}).reshape({b, h * w, c});
        return proj_out->forwardPlus(tokens, residual).view({b, h, w, c}).permute({0, 3, 1, 2});
    }
    return x + proj_out(tokens).view({b, h, w, c}).permute({0, 3, 1, 2});
}

}  // namespace recap
