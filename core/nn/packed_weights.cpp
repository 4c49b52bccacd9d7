// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/packed_weights.h"

#include "base/memory.h"
#include "nn/onednn_internal.h"
#include "nn/trained_product.h"

#include <torch/types.h>
#include <torch/utils.h>

#include <ATen/autocast_mode.h>

#include <optional>
#include <vector>

namespace recap::nn {
namespace {

using torch::Tensor;
using Scalars = OneDnn::Scalars;
using MaybeTensor = OneDnn::MaybeTensor;

Tensor packedConvolution(const Tensor& weight, at::IntArrayRef stride, at::IntArrayRef padding, at::IntArrayRef input) {
    std::vector<c10::IValue> stack{weight,          padding.vec(), stride.vec(), std::vector<std::int64_t>{1, 1},
                                   std::int64_t{1}, input.vec()};
    onednn().pack_conv->callBoxed(stack);
    return stack.front().toTensor();
}

Tensor packedMatrix(const Tensor& weight, std::int64_t rows) {
    std::vector<c10::IValue> stack{weight, rows};
    onednn().pack_linear->callBoxed(stack);
    return stack.front().toTensor();
}

MaybeTensor maybe(const Tensor& tensor) {
    return tensor.defined() ? MaybeTensor(tensor) : std::nullopt;
}

Tensor asMatrix(const Tensor& weight) {
    return weight.dim() == 4 ? weight.flatten(1) : weight;
}

// What oneDNN asks of a processor before it computes with bfloat16; torch's ordinary way needs nothing.
bool computesBfloat16() {
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq");
#else
    return false;
#endif
}

bool suits(const Tensor& x, const Tensor& weight) {
    if (torch::GradMode::is_enabled() || !onednn().complete || at::autocast::is_autocast_enabled(at::kCPU))
        return false;
    const auto type = x.scalar_type();
    static const bool half = computesBfloat16();
    return x.is_cpu() && type == weight.scalar_type() &&
           (type == torch::kFloat32 || (half && type == torch::kBFloat16));
}

thread_local PackedWeights* innermost = nullptr;

}  // namespace

PackedWeights::PackedWeights(std::int64_t budget, std::int64_t smallest)
    : budget_(budget), smallest_(smallest), previous_(innermost) {
    innermost = this;
}

PackedWeights::~PackedWeights() {
    innermost = previous_;
}

PackedWeights* PackedWeights::current() {
    return innermost;
}

bool PackedWeights::isSmall(const Tensor& x, const Tensor& weight) const {
    return x.numel() * weight.size(0) < smallest_;
}

template <class Make>
const Tensor* PackedWeights::find(const Tensor& weight, int part, Make&& make) {
    const Key key{weight.unsafeGetTensorImpl(), part};
    if (const auto found = packed_.find(key); found != packed_.end()) return &found->second;
    const auto bytes = static_cast<std::int64_t>(weight.nbytes()) / (part == 1 || part == 2 ? 2 : 1);
    if (used_ + bytes > budget_) return nullptr;
    used_ += bytes;
    return &packed_.emplace(key, make()).first->second;
}

Tensor PackedWeights::convolution(const Tensor& x, const Tensor& weight, const Tensor& bias, at::IntArrayRef stride,
                                  at::IntArrayRef padding, const Tensor& residual) {
    if (!suits(x, weight)) return {};
    const Tensor* packed = find(weight, 0, [&] { return packedConvolution(weight, stride, padding, x.sizes()); });
    if (packed == nullptr) return {};
    const std::int64_t dilation[] = {1, 1};
    if (residual.defined())
        return onednn().conv_plus->call(x, residual, *packed, maybe(bias), padding, stride, dilation, 1, "add",
                                        std::nullopt, std::nullopt, Scalars(), std::nullopt);
    return onednn().conv->call(x, *packed, maybe(bias), padding, stride, dilation, 1, "none", Scalars(), "");
}

Tensor PackedWeights::foldedConvolution(const Tensor& x, const Tensor& weight, const std::function<Folded()>& fold,
                                        at::IntArrayRef stride, at::IntArrayRef padding, bool relu) {
    if (!suits(x, weight)) return {};
    Folded folded;
    const Tensor* packed = find(weight, 4, [&] {
        folded = fold();
        return packedConvolution(folded.first, stride, padding, x.sizes());
    });
    if (packed == nullptr) return {};
    const auto& bias = packed_.try_emplace(Key{weight.unsafeGetTensorImpl(), 5}, folded.second).first->second;
    const std::int64_t dilation[] = {1, 1};
    return onednn().conv->call(x, *packed, bias, padding, stride, dilation, 1, relu ? "relu" : "none", Scalars(), "");
}

Tensor PackedWeights::linear(const Tensor& x, const Tensor& weight, const Tensor& bias, const Tensor& residual) {
    if (!suits(x, weight) || isSmall(x, weight)) return {};
    // With AVX2 alone oneDNN is faster on few rows (16 by 768 by 3072: 3.3 ms against 5.2), the BLAS on many (577: 45
    // against 60).
    constexpr std::int64_t kFewRows = 64;
    if (!trainedProductIsFaster() && x.numel() / weight.size(1) > kFewRows) return {};
    const Tensor* packed = find(weight, 0, [&] { return packedMatrix(asMatrix(weight), x.numel() / weight.size(1)); });
    if (packed == nullptr) return {};
    if (residual.defined()) return onednn().linear_with->call(x, residual, *packed, maybe(bias), "add");
    return onednn().linear->call(x, *packed, maybe(bias), "none", Scalars(), "");
}

Tensor PackedWeights::geglu(const Tensor& x, const Tensor& weight, const Tensor& bias) {
    if (!suits(x, weight) || isSmall(x, weight)) return {};
    const auto half = weight.size(0) / 2, rows = x.numel() / weight.size(1);
    const Tensor* value = find(weight, 1, [&] { return packedMatrix(weight.narrow(0, 0, half), rows); });
    const Tensor* gate = find(weight, 2, [&] { return packedMatrix(weight.narrow(0, half, half), rows); });
    if (value == nullptr || gate == nullptr) return {};
    const auto opened = onednn().linear->call(x, *gate, bias.narrow(0, half, half), "gelu", Scalars(), "none");
    return onednn().linear_with->call(x, opened, *value, bias.narrow(0, 0, half), "mul");
}

Tensor PackedWeights::jointLinear(const Tensor& x, std::initializer_list<Tensor> weights) {
    if (!suits(x, *weights.begin())) return {};
    const Key key{weights.begin()->unsafeGetTensorImpl(), 3};
    auto found = packed_.find(key);
    if (found == packed_.end()) {
        std::int64_t bytes = 0;
        for (const auto& weight : weights) bytes += static_cast<std::int64_t>(weight.nbytes());
        if (used_ + bytes > budget_) return {};
        used_ += bytes;
        const auto joint = torch::cat(std::vector<Tensor>(weights));
        const auto rows = x.numel() / joint.size(1);
        found = packed_.emplace(key, isSmall(x, joint) ? joint : packedMatrix(joint, rows)).first;
    }
    const Tensor& joint = found->second;
    return joint.is_mkldnn() ? onednn().linear->call(x, joint, std::nullopt, "none", Scalars(), "")
                             : torch::linear(x, joint);
}

void PackedWeights::setContext(const Tensor& context) {
    context_ = context;
    keysAndValues_.clear();
}

std::int64_t packingBudget() {
    return availableMemory() / 2;
}

}  // namespace recap::nn
