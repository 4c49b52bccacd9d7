// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/dtype_names.h"

#include "base/error.h"

#include <array>
#include <string>
#include <utility>

namespace recap {
namespace {

constexpr std::array<std::pair<std::string_view, torch::ScalarType>, 15> kDtypeNames{{
    {"F64", torch::kFloat64},
    {"F32", torch::kFloat32},
    {"F16", torch::kFloat16},
    {"BF16", torch::kBFloat16},
    {"I64", torch::kInt64},
    {"I32", torch::kInt32},
    {"I16", torch::kInt16},
    {"I8", torch::kInt8},
    {"U64", torch::kUInt64},
    {"U32", torch::kUInt32},
    {"U16", torch::kUInt16},
    {"U8", torch::kUInt8},
    {"BOOL", torch::kBool},
    {"F8_E4M3", torch::kFloat8_e4m3fn},
    {"F8_E5M2", torch::kFloat8_e5m2},
}};

}  // namespace

std::optional<torch::ScalarType> dtypeFromName(std::string_view name) {
    for (const auto& [text, dtype] : kDtypeNames)
        if (text == name) return dtype;
    return std::nullopt;
}

std::string_view nameFromDtype(torch::ScalarType dtype) {
    for (const auto& [text, known] : kDtypeNames)
        if (known == dtype) return text;
    throw Error(ErrorCode::BadFormat,
                message("Tensors of type %1 cannot be stored in a safetensors file.", c10::toString(dtype)));
}

}  // namespace recap
