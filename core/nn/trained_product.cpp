// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/trained_product.h"

#include "nn/onednn_internal.h"
#include "nn/recompute.h"

#include <torch/csrc/autograd/custom_function.h>
#include <torch/types.h>

#include <ATen/autocast_mode.h>

namespace recap::nn {
namespace {

using torch::Tensor;
using torch::autograd::AutogradContext;
using Tensors = torch::autograd::variable_list;

// a [M, K] times the transpose of b [N, K].
Tensor times(const Tensor& a, const Tensor& b, const OneDnn::MaybeTensor& bias = std::nullopt) {
    return onednn().linear->call(a, b, bias, "none", OneDnn::Scalars(), "");
}

// g^T x of g [M, out] and x [M, in]. The left factor is brought into order by a copy, so the narrower one stands there.
Tensor weightGradient(const Tensor& g, const Tensor& x) {
    return g.size(1) <= x.size(1) ? times(g.t(), x.t()) : times(x.t(), g.t()).t();
}

class Product final : public torch::autograd::Function<Product> {
public:
    static Tensor forward(AutogradContext* context, const Tensor& x, const Tensor& weight,
                          const OneDnn::MaybeTensor& bias) {
        context->save_for_backward({x, weight});
        context->set_materialize_grads(false);
        const auto matrix = weight.dim() == 4 ? weight.flatten(1) : weight;
        context->saved_data["bias"] = bias.has_value() && bias->requires_grad();
        return times(x, matrix, bias);
    }

    static Tensors backward(AutogradContext* context, const Tensors& outputs) {
        if (!outputs[0].defined()) return {{}, {}, {}};
        const auto saved = context->get_saved_variables();
        const auto &x = saved[0], &weight = saved[1];
        const auto g = outputs[0].reshape({-1, weight.size(0)});
        Tensors gradients(3);
        if (context->needs_input_grad(0)) {
            const auto matrix = weight.dim() == 4 ? weight.flatten(1) : weight;
            gradients[0] = times(g, matrix.t()).view(x.sizes());
        }
        if (context->needs_input_grad(1))
            gradients[1] = weightGradient(g, x.reshape({-1, x.size(-1)})).reshape(weight.sizes());
        if (context->saved_data["bias"].toBool()) gradients[2] = g.sum(0);
        return gradients;
    }
};

bool suits(const Tensor& x, const Tensor& weight) {
    // The first pass of a part that is recomputed records nothing and should give the numbers of the second.
    return (torch::GradMode::is_enabled() || recomputing()) && x.numel() * weight.size(0) >= kSmallTrainedProduct &&
           x.is_cpu() && x.scalar_type() == torch::kFloat32 && weight.scalar_type() == torch::kFloat32 &&
           (x.requires_grad() || weight.requires_grad()) && !at::autocast::is_autocast_enabled(at::kCPU) &&
           onednn().complete;
}

}  // namespace

bool trainedProductIsFaster() {
#if defined(__x86_64__)
    static const bool wide = __builtin_cpu_supports("avx512f");
    return wide;
#else
    return true;
#endif
}

Tensor trainedProduct(const Tensor& x, const Tensor& weight, const Tensor& bias) {
    return suits(x, weight) ? Product::apply(x, weight, bias.defined() ? OneDnn::MaybeTensor(bias) : std::nullopt)
                            : Tensor();
}

}  // namespace recap::nn
