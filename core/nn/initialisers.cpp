// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/initialisers.h"

#include <torch/nn/init.h>
#include <torch/types.h>

#include <cmath>

namespace recap::nn {
namespace {

thread_local InitMode currentMode = InitMode::Random;
thread_local torch::ScalarType currentType = torch::kFloat32;

torch::Tensor allocate(at::IntArrayRef shape) {
    const auto device = currentMode == InitMode::Meta ? torch::kMeta : torch::kCPU;
    return torch::empty(shape, torch::TensorOptions().device(device).dtype(currentType));
}

bool fills() {
    return currentMode == InitMode::Random;
}

}  // namespace

InitScope::InitScope(InitMode mode, torch::ScalarType dtype) : previous_(currentMode), previousType_(currentType) {
    currentMode = mode;
    currentType = dtype;
}
InitScope::~InitScope() {
    currentMode = previous_;
    currentType = previousType_;
}
InitMode InitScope::current() {
    return currentMode;
}

torch::Tensor kaimingUniform(at::IntArrayRef shape) {
    torch::Tensor out = allocate(shape);
    if (fills()) torch::nn::init::kaiming_uniform_(out, std::sqrt(5.0));
    return out;
}

torch::Tensor uniformBias(std::int64_t size, std::int64_t fan_in) {
    torch::Tensor out = allocate({size});
    const double bound = 1.0 / std::sqrt(static_cast<double>(fan_in));
    if (fills()) torch::nn::init::uniform_(out, -bound, bound);
    return out;
}

torch::Tensor normal(at::IntArrayRef shape, double standard_deviation) {
    torch::Tensor out = allocate(shape);
    if (fills()) torch::nn::init::normal_(out, 0.0, standard_deviation);
    return out;
}

torch::Tensor filled(at::IntArrayRef shape, double value) {
    torch::Tensor out = allocate(shape);
    if (fills()) torch::nn::init::constant_(out, value);
    return out;
}

}  // namespace recap::nn
