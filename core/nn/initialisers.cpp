// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/initialisers.h"

#include <torch/torch.h>

#include <cmath>

namespace recap::nn {
namespace {

thread_local InitMode currentMode = InitMode::Random;

torch::Tensor allocate(at::IntArrayRef shape) {
    return torch::empty(shape,
                        torch::TensorOptions().device(currentMode == InitMode::Meta ? torch::kMeta : torch::kCPU));
}

bool fills() {
    return currentMode == InitMode::Random;
}

}  // namespace

InitScope::InitScope(InitMode mode) : previous_(currentMode) {
    currentMode = mode;
}
InitScope::~InitScope() {
    currentMode = previous_;
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
