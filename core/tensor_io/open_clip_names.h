// SPDX-License-Identifier: GPL-3.0-or-later
//
// CLIP under the names of OpenAI's code, which open_clip kept: visual.transformer.resblocks.0.attn.in_proj_weight ...
#pragma once

#include "tensor_io/state_dict.h"

#include <string_view>

namespace recap {

bool isOpenClip(const StateDict& weights);
// Whether the dictionary is that of OpenAI's own archives, which also hold three sizes as tensors.
bool isOpenAiClip(const StateDict& weights);

// Under the names of transformers' CLIPModel: the fused input projection becomes those of query, key and value, and
// projections that multiply from the right (visual.proj, text_projection) are transposed. Sizes and masks that lie in
// files as tensors are dropped. Names that belong to no part of CLIP stay as they are, so that loading refuses them.
StateDict clipFromOpenClip(const StateDict& weights);

}  // namespace recap
