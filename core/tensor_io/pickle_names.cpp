// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/pickle_names.h"

#include <algorithm>
#include <array>
#include <utility>

namespace recap {
namespace {

constexpr std::array<std::pair<std::string_view, torch::ScalarType>, 10> kStorages{
    {{"torch.FloatStorage", torch::kFloat32},
     {"torch.HalfStorage", torch::kFloat16},
     {"torch.BFloat16Storage", torch::kBFloat16},
     {"torch.DoubleStorage", torch::kFloat64},
     {"torch.LongStorage", torch::kInt64},
     {"torch.IntStorage", torch::kInt32},
     {"torch.ShortStorage", torch::kInt16},
     {"torch.CharStorage", torch::kInt8},
     {"torch.ByteStorage", torch::kUInt8},
     {"torch.BoolStorage", torch::kBool}}};

// Left behind by training frameworks beside the weights (the first Stable Diffusion releases hold several): counters,
// callbacks, settings, random states.
constexpr std::array<std::string_view, 19> kPlaceholders{"builtins.set",
                                                         "__builtin__.set",
                                                         "torch.Size",
                                                         "torch.device",
                                                         "torch.float32",
                                                         "torch.float16",
                                                         "torch.bfloat16",
                                                         "collections.defaultdict",
                                                         "collections.Counter",
                                                         "argparse.Namespace",
                                                         "numpy.dtype",
                                                         "numpy.ndarray",
                                                         "numpy.core.multiarray.scalar",
                                                         "numpy.core.multiarray._reconstruct",
                                                         "numpy._core.multiarray.scalar",
                                                         "numpy._core.multiarray._reconstruct",
                                                         "_codecs.encode",
                                                         "typing.Any",
                                                         "pathlib.PosixPath"};
constexpr std::array<std::string_view, 4> kPlaceholderFamilies{
    "pytorch_lightning.callbacks.", "lightning.pytorch.callbacks.", "omegaconf.", "pytorch_lightning.utilities."};

}  // namespace

PickleMeaning meaningOf(std::string_view name) {
    if (name == "torch._utils._rebuild_tensor_v2") return PickleMeaning::Tensor;
    if (name == "torch._utils._rebuild_parameter") return PickleMeaning::Parameter;
    if (name == "collections.OrderedDict") return PickleMeaning::Dictionary;
    if (dtypeOfStorage(name)) return PickleMeaning::StorageClass;
    const bool known = std::find(kPlaceholders.begin(), kPlaceholders.end(), name) != kPlaceholders.end() ||
                       std::any_of(kPlaceholderFamilies.begin(), kPlaceholderFamilies.end(),
                                   [&](const auto family) { return name.starts_with(family); });
    return known ? PickleMeaning::Placeholder : PickleMeaning::Refused;
}

std::optional<torch::ScalarType> dtypeOfStorage(std::string_view name) {
    for (const auto& [storage, dtype] : kStorages)
        if (name == storage) return dtype;
    return std::nullopt;
}

std::string printable(std::string_view name) {
    constexpr std::size_t kLongest = 80;
    std::string out(name.substr(0, kLongest));
    for (char& c : out)
        if (c < ' ' || c > '~') c = '?';
    return out;
}

}  // namespace recap
