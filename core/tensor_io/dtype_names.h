// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <optional>
#include <string_view>

namespace recap {

// The dtype spellings of safetensors headers: F32, BF16, I64 ... Empty for a name that is not known.
std::optional<torch::ScalarType> dtypeFromName(std::string_view name);
// Throws Error(BadFormat) for a dtype that the format has no name for (complex, quantised).
std::string_view nameFromDtype(torch::ScalarType dtype);

}  // namespace recap
