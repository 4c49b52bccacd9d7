// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tensor_io/state_dict.h"

#include <string>
#include <vector>

namespace recap {

// False when a number of the tensor is NaN or infinite; true for whole numbers and for empty tensors. One pass at the
// speed of memory on the CPU. Any thread.
bool allFinite(const torch::Tensor& tensor);

// Names of the tensors that hold a number which is not finite.
std::vector<std::string> notFiniteIn(const StateDict& weights);

}  // namespace recap
