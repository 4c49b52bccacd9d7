// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>

namespace recap::nn {

// What a layer's constructor does with its parameters.
enum class InitMode {
    Random,  // torch's defaults, from the global generator
    Empty,   // allocated, not filled: weights are loaded next
    Meta,    // shapes only, no memory
};

// Sets the mode, and the type of the parameters, for the modules that this thread constructs during the scope's life.
class InitScope {
public:
    explicit InitScope(InitMode mode, torch::ScalarType dtype = torch::kFloat32);
    ~InitScope();
    InitScope(const InitScope&) = delete;
    InitScope& operator=(const InitScope&) = delete;
    static InitMode current();

private:
    InitMode previous_;
    torch::ScalarType previousType_;
};

// Parameters for layers; each honours the mode in force.
torch::Tensor kaimingUniform(at::IntArrayRef shape);                // torch's default for Linear and Conv weights
torch::Tensor uniformBias(std::int64_t size, std::int64_t fan_in);  // torch's default for their biases
torch::Tensor normal(at::IntArrayRef shape, double standard_deviation);
torch::Tensor filled(at::IntArrayRef shape, double value);

}  // namespace recap::nn
