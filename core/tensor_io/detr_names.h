// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensor_io/state_dict.h"

namespace recap {

// DETR's revision that transformers reads without timm names its backbone in another way
// (encoder.stages.0.layers.0.layer.0.convolution ...); it becomes layer1.0.conv1 ... Counts of batches are dropped.
// Pure renaming: tensors are shared.
StateDict withCurrentDetrNames(StateDict weights);

}  // namespace recap
