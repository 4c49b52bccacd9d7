// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace recap {

// Texts of several lengths, padded to the longest: int64 [texts, L], the mask with 1 where a token is.
struct TextBatch {
    torch::Tensor ids, mask;
};
TextBatch textBatch(const std::vector<std::vector<std::int64_t>>& rows, std::int64_t pad);

}  // namespace recap
