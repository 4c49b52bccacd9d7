// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/attention.h"

#include <torch/types.h>

#include <optional>

namespace recap::nn {

torch::Tensor attend(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                     const AttendOptions& options) {
    const auto mask = options.mask.defined() ? std::optional<torch::Tensor>(options.mask) : std::nullopt;
    return torch::scaled_dot_product_attention(q, k, v, mask, options.dropout, options.causal);
}

torch::Tensor splitHeads(const torch::Tensor& x, std::int64_t heads) {
    return x.view({x.size(0), x.size(1), heads, -1}).transpose(1, 2);  // [B, heads, N, d]
}

torch::Tensor mergeHeads(const torch::Tensor& x) {
    return x.transpose(1, 2).flatten(2);  // [B, N, heads * d]
}

torch::Tensor attentionMask(const torch::Tensor& key_mask, std::int64_t queries, bool causal) {
    const std::int64_t keys = key_mask.size(1);
    torch::Tensor visible = key_mask.to(torch::kBool).unsqueeze(1).unsqueeze(1);  // [B, 1, 1, M]
    if (!causal) return visible;
    const auto order = torch::ones({queries, keys}, key_mask.options().dtype(torch::kBool)).tril(keys - queries);
    return visible.logical_and(order);  // [B, 1, N, M]
}

}  // namespace recap::nn
