// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <cstdint>

namespace recap::nn {

// Extras of one attention call.
struct AttendOptions {
    torch::Tensor mask;    // additive or boolean (true: may look), broadcast to [B, heads, N, M]; not with causal
    bool causal = false;   // position i sees keys 0..i
    double dropout = 0.0;  // of attention probabilities; the caller passes 0 outside training
};

// softmax(q k^T / sqrt(d)) v for q [B, heads, N, d], k and v [B, heads, M, d] -> [B, heads, N, d].
// The one place where attention is computed; memory grows with N + M, not with N * M, where the kernel allows it.
torch::Tensor attend(const torch::Tensor& q, const torch::Tensor& k, const torch::Tensor& v,
                     const AttendOptions& options = {});

// [B, N, heads * d] -> view [B, heads, N, d], and back.
torch::Tensor splitHeads(const torch::Tensor& x, std::int64_t heads);
torch::Tensor mergeHeads(const torch::Tensor& x);

// A boolean mask [B, 1, N, M] from an attention mask of 0 and 1 over keys [B, M]; with `causal` the last N of the M
// positions are the queries.
torch::Tensor attentionMask(const torch::Tensor& key_mask, std::int64_t queries, bool causal);

}  // namespace recap::nn
