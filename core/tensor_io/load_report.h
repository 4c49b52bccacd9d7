// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/message.h"
#include "tensor_io/state_dict.h"

#include <torch/nn/module.h>

#include <string>
#include <vector>

namespace recap {

// What did not fit when tensors were loaded into a module; all of it, in one pass.
struct LoadReport {
    std::vector<std::string> missing;     // the module has it, the file does not
    std::vector<std::string> unexpected;  // the file has it, the module does not
    std::vector<Message> mismatched;      // "name: [4, 8] in the file, [8, 8] in the model"
    bool clean() const { return missing.empty() && unexpected.empty() && mismatched.empty(); }
};

// Compares names and shapes only; touches no data.
LoadReport compareWithModule(const torch::nn::Module& module, const StateDict& weights);
// Copies every tensor that fits into the module's parameters and buffers, converting dtype and device; the parameters
// keep storage, dtype and requires_grad, so optimisers stay bound. Tensors that do not fit are left as they were.
LoadReport loadStateDict(torch::nn::Module& module, const StateDict& weights);
// The same, but throws Error(ShapeMismatch) with the first ten of each kind before anything is copied, and
// Error(BadFormat) naming the tensors when a number is NaN or infinite in the module afterwards: in the source, or
// because the module's type ends below it. `what` names the source, e.g. the file.
void loadStateDictStrict(torch::nn::Module& module, const StateDict& weights, const Message& what);

// The first ten names: "a, b, ...".
std::string firstNames(const std::vector<std::string>& names);

// "Weights of unet.safetensors do not fit: 2 missing: a, b; 1 unexpected: c."
Message describeReport(const LoadReport& report, const Message& what);

// Parameters and buffers by name, sharing storage with the module (no copies), without gradients.
StateDict stateDictOf(const torch::nn::Module& module);
// The same tensors with every floating point tensor in `dtype`.
StateDict castFloating(const StateDict& weights, torch::ScalarType dtype);

}  // namespace recap
