// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/activations.h"

#include "base/error.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <array>
#include <string>
#include <utility>

namespace recap::nn {
namespace {

constexpr std::array<std::pair<std::string_view, Activation>, 5> kActivationNames{
    {{"gelu", Activation::Gelu},
     {"quick_gelu", Activation::QuickGelu},
     {"silu", Activation::Silu},
     {"swish", Activation::Silu},
     {"relu", Activation::Relu}}};

}  // namespace

Activation activationFromName(std::string_view name) {
    for (const auto& [text, activation] : kActivationNames)
        if (text == name) return activation;
    throw Error(ErrorCode::BadFormat, message("The activation '%1' is not implemented.", name));
}

torch::Tensor activate(Activation activation, const torch::Tensor& x) {
    switch (activation) {
        case Activation::Gelu: return torch::gelu(x);
        case Activation::QuickGelu: return quickGelu(x);
        case Activation::Silu: return torch::silu(x);
        case Activation::Relu: return torch::relu(x);
    }
    throw Error(ErrorCode::Internal, message("An activation has no formula."));
}

torch::Tensor quickGelu(const torch::Tensor& x) {
    return x * torch::sigmoid(1.702 * x);
}

torch::Tensor geglu(const torch::Tensor& x) {
    const auto parts = x.chunk(2, -1);
    return parts[0] * torch::gelu(parts[1]);
}

torch::Tensor siluOwned(torch::Tensor&& x) {
    return torch::GradMode::is_enabled() && x.requires_grad() ? torch::silu(x) : torch::silu_(x);
}

torch::Tensor dropout(const torch::Tensor& x, double rate, bool training) {
    return training && rate > 0.0 ? torch::dropout(x, rate, true) : x;
}

}  // namespace recap::nn
