// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <map>
#include <string>

namespace recap {

// Tensors by published name ("down_blocks.0.resnets.1.conv1.weight"), sorted by name.
using StateDict = std::map<std::string, torch::Tensor>;

}  // namespace recap
