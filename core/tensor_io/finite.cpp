// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/finite.h"

#include <torch/types.h>

#include <bit>
#include <cstdint>

namespace recap {
namespace {

// NaN and infinity are the numbers whose exponent has every bit set. Without a branch inside, so that it is vectorised.
template <class Number, class Bits>
bool anyExponentFull(const torch::Tensor& tensor, Bits exponent) {
    const auto* numbers = tensor.const_data_ptr<Number>();
    const auto count = tensor.numel();
    Bits found = 0;
    for (std::int64_t i = 0; i < count; ++i)
        found |= static_cast<Bits>((std::bit_cast<Bits>(numbers[i]) & exponent) == exponent);
    return found != 0;
}

}  // namespace

bool allFinite(const torch::Tensor& tensor) {
    if (!tensor.is_floating_point() || tensor.numel() == 0) return true;
    if (!tensor.device().is_cpu() || !tensor.is_contiguous()) return torch::isfinite(tensor).all().item<bool>();
    switch (tensor.scalar_type()) {
        case torch::kFloat32: return !anyExponentFull<float, std::uint32_t>(tensor, 0x7f800000u);
        case torch::kFloat64: return !anyExponentFull<double, std::uint64_t>(tensor, 0x7ff0000000000000u);
        case torch::kFloat16: return !anyExponentFull<at::Half, std::uint16_t>(tensor, 0x7c00u);
        case torch::kBFloat16: return !anyExponentFull<at::BFloat16, std::uint16_t>(tensor, 0x7f80u);
        default: return torch::isfinite(tensor.to(torch::kFloat32)).all().item<bool>();
    }
}

std::vector<std::string> notFiniteIn(const StateDict& weights) {
    std::vector<std::string> names;
    for (const auto& [name, tensor] : weights)
        if (!allFinite(tensor)) names.push_back(name);
    return names;
}

}  // namespace recap
