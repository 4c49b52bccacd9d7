// SPDX-License-Identifier: GPL-3.0-or-later
#include "nn/low_rank.h"

#include "base/error.h"
#include "nn/initialisers.h"
#include "nn/module_macros.h"

#include <torch/types.h>

#include <string>

namespace recap::nn {

LowRankImpl::LowRankImpl(torch::Tensor down_factor, torch::Tensor up_factor, double factor_scale)
    : scale(factor_scale) {
    if (down_factor.dim() < 2 || up_factor.dim() < 2 || down_factor.size(0) != up_factor.size(1)) {
        throw Error(ErrorCode::ShapeMismatch,
                    message("A low-rank adapter has factors that do not fit: down has %1 rows, up has %2 columns.",
                            down_factor.size(0), up_factor.size(-1)));
    }
    RECAP_PARAMETER(down, std::move(down_factor));
    RECAP_PARAMETER(up, std::move(up_factor));
}

std::shared_ptr<LowRankImpl> LowRankImpl::fresh(std::int64_t in, std::int64_t out, std::int64_t rank, double alpha) {
    return std::make_shared<LowRankImpl>(kaimingUniform({rank, in}), filled({out, rank}, 0.0),
                                         alpha / static_cast<double>(rank));
}

torch::Tensor LowRankImpl::linearChange(const torch::Tensor& x) const {
    const auto matrix = [](const torch::Tensor& t) { return t.dim() > 2 ? t.flatten(1) : t; };
    return torch::linear(torch::linear(x, matrix(down)), matrix(up)) * scale;
}

torch::Tensor LowRankImpl::convChange(const torch::Tensor& x, at::IntArrayRef stride, at::IntArrayRef padding) const {
    const auto kernel = [](const torch::Tensor& t) { return t.dim() == 2 ? t.unsqueeze(-1).unsqueeze(-1) : t; };
    return torch::conv2d(torch::conv2d(x, kernel(down), {}, stride, padding), kernel(up)) * scale;
}

torch::Tensor LowRankImpl::weightChange(at::IntArrayRef weight_shape) const {
    return (torch::matmul(up.flatten(1), down.flatten(1)) * scale).reshape(weight_shape);
}

}  // namespace recap::nn
