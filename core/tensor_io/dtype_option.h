// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <string>

namespace recap {

// What options call the floating point types: fp32, bf16, fp16. Their describe() allows no other.
inline torch::ScalarType dtypeOption(const std::string& name) {
    if (name == "bf16") return torch::kBFloat16;
    if (name == "fp16") return torch::kFloat16;
    return torch::kFloat32;
}

}  // namespace recap
