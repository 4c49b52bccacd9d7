// SPDX-License-Identifier: GPL-3.0-or-later
//
// Low-rank adapters on a model: attached beside its layers (its keys stay as they are) or merged into its weights.
#pragma once

#include "tensor_io/lora_conversion.h"

#include <torch/nn/module.h>

#include <map>
#include <string>
#include <vector>

namespace recap {

using LoraLayers = std::map<std::string, LoraLayer>;  // by module path

// Paths of every layer of `module` that can carry an adapter.
std::vector<std::string> adaptablePaths(const torch::nn::Module& module);

// New adapters of one rank on each layer whose path ends with one of `endings` ("to_q", "to_out.0"): down is random
// from the global generator, up is zero, so the model is unchanged at first. Throws Error(InvalidOption) when none
// fits.
LoraLayers freshLora(const torch::nn::Module& module, const std::vector<std::string>& endings, std::int64_t rank,
                     double alpha);
// Puts an adapter beside each named layer, on top of those that are there; `strength` scales it. Returns the factors
// as parameters for an optimiser; they share storage with `layers` where the type is the model's. Throws
// Error(BadFormat) for a path the module has not, Error(ShapeMismatch) for factors of another width; then nothing is
// attached.
std::vector<torch::Tensor> attachLora(torch::nn::Module& module, const LoraLayers& layers, double strength = 1.0);
void detachLora(torch::nn::Module& module);
// Adds each adapter's change to the weights, for good. Throws like attachLora.
void mergeLora(torch::nn::Module& module, const LoraLayers& layers, double strength = 1.0);

}  // namespace recap
