// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

#include <optional>
#include <string>
#include <string_view>

namespace recap {

// What the name of a Python object in a pickle stands for here. Nothing is ever called.
// ScriptClass: a module of TorchScript, of which only the tensors that hang on it are taken.
enum class PickleMeaning { Refused, Dictionary, Tensor, Parameter, StorageClass, ScriptClass, Placeholder };

// `name` is "module.name", e.g. "torch._utils._rebuild_tensor_v2".
PickleMeaning meaningOf(std::string_view name);
// "torch.FloatStorage" -> float32; empty for a class that is not known.
std::optional<torch::ScalarType> dtypeOfStorage(std::string_view name);
// At most 80 characters, anything that is no printable ASCII replaced: names come from files of strangers.
std::string printable(std::string_view name);

}  // namespace recap
