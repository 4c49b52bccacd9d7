// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clip_text.h"

#include <torch/types.h>

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace recap {

// Texts through an encoder that is not trained: each is encoded once and kept in memory, by its token ids. On the CPU a
// text is encoded by itself, so its numbers do not depend on its neighbours or on what was kept before, and a continued
// run stays bit-equal.
class FrozenText {
public:
    // Keeps `budget` bytes at most; when they are used up it forgets all and begins anew.
    FrozenText(ClipText encoder, torch::Device device, std::int64_t budget);
    // inputIds [B, L] int64 on the CPU -> [B, L, D] on the device. Under autocast in its type.
    torch::Tensor contextFor(const torch::Tensor& inputIds);
    std::int64_t kept() const { return static_cast<std::int64_t>(texts_.size()); }

private:
    void encode(const torch::Tensor& inputIds, const std::vector<std::string>& keys);

    ClipText encoder_;
    torch::Device device_;
    std::int64_t budget_, used_ = 0;
    std::unordered_map<std::string, torch::Tensor> texts_;  // [L, D] of the bytes of the ids
};

}  // namespace recap
