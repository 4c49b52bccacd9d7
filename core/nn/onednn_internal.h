// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/types.h>
#include <torch/utils.h>

#include <ATen/core/dispatch/Dispatcher.h>

#include <cstdint>
#include <optional>
#include <string_view>

namespace recap::nn {

// The operators that torch's own compiler calls for CPU models. They have no C++ function of their own, so they are
// looked up by name; a build of torch without oneDNN has none of them.
struct OneDnn {
    using Tensor = torch::Tensor;
    using Scalars = torch::List<std::optional<at::Scalar>>;
    using Text = std::string_view;
    using MaybeText = std::optional<std::string_view>;
    using MaybeTensor = std::optional<Tensor>;
    using Conv = Tensor(const Tensor&, const Tensor&, const MaybeTensor&, at::IntArrayRef, at::IntArrayRef,
                        at::IntArrayRef, std::int64_t, Text, Scalars, MaybeText);
    using ConvPlus = Tensor(const Tensor&, const Tensor&, const Tensor&, const MaybeTensor&, at::IntArrayRef,
                            at::IntArrayRef, at::IntArrayRef, std::int64_t, Text, std::optional<at::Scalar>, MaybeText,
                            Scalars, MaybeText);
    using Linear = Tensor(const Tensor&, const Tensor&, const MaybeTensor&, Text, Scalars, MaybeText);
    using LinearWith = Tensor(const Tensor&, const Tensor&, const Tensor&, const MaybeTensor&, Text);

    std::optional<c10::TypedOperatorHandle<Conv>> conv;
    std::optional<c10::TypedOperatorHandle<ConvPlus>> conv_plus;
    std::optional<c10::TypedOperatorHandle<Linear>> linear;  // weight [out, in], packed or any strided matrix
    std::optional<c10::TypedOperatorHandle<LinearWith>> linear_with;
    std::optional<c10::OperatorHandle> pack_conv, pack_linear;
    bool complete = false;
};

// Looked up once.
const OneDnn& onednn();

}  // namespace recap::nn
