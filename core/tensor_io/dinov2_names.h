// SPDX-License-Identifier: GPL-3.0-or-later
//
// DINOv2 under the names of its own repository (dinov2_vitl14_pretrain.pth): blocks.0.attn.qkv.weight ...
#pragma once

#include "tensor_io/state_dict.h"

namespace recap {

bool isOriginalDinov2(const StateDict& weights);

// Under the names of transformers' Dinov2Model: the fused qkv becomes query, key and value (views of the same storage).
// Names that belong to no part of it stay as they are, so that loading refuses them.
StateDict dinov2FromOriginal(const StateDict& weights);

}  // namespace recap
