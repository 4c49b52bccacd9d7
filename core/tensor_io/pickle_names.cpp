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
// callbacks, settings, random states. Classes whose making does nothing but hold values; no functions that act.
constexpr std::string_view kPlaceholders[] = {"torch.Size",
                                              "torch.device",
                                              "torch.serialization._get_layout",
                                              "collections.Counter",
                                              "collections.deque",
                                              "argparse.Namespace",
                                              "types.SimpleNamespace",
                                              "numpy.dtype",
                                              "numpy.ndarray",
                                              "numpy.core.multiarray.scalar",
                                              "numpy.core.multiarray._reconstruct",
                                              "numpy._core.multiarray.scalar",
                                              "numpy._core.multiarray._reconstruct",
                                              "_codecs.encode",
                                              "typing.Any",
                                              "decimal.Decimal",
                                              "fractions.Fraction",
                                              "uuid.UUID",
                                              "uuid.SafeUUID",
                                              "copyreg._reconstructor",
                                              "copy_reg._reconstructor",
                                              "pathlib.Path",
                                              "pathlib.PosixPath",
                                              "pathlib.PurePath",
                                              "pathlib.PurePosixPath",
                                              "pathlib.PureWindowsPath",
                                              "pathlib.WindowsPath",
                                              "pathlib._local.PosixPath",
                                              "pathlib._local.PurePosixPath",
                                              "pathlib._local.PureWindowsPath",
                                              "pathlib._local.WindowsPath",
                                              "datetime.date",
                                              "datetime.datetime",
                                              "datetime.time",
                                              "datetime.timedelta",
                                              "datetime.timezone"};

// Python's own types, in the module "builtins", or "__builtin__" as protocol 2 spells it.
constexpr std::string_view kBuiltinTypes[] = {"bool",  "bytearray", "bytes",         "complex", "dict",      "float",
                                              "int",   "list",      "long",          "object",  "range",     "set",
                                              "slice", "str",       "tuple",         "unicode", "frozenset", "xrange",
                                              "type",  "Ellipsis",  "NotImplemented"};

constexpr std::string_view kPlaceholderFamilies[] = {"pytorch_lightning.callbacks.", "lightning.pytorch.callbacks.",
                                                     "omegaconf.", "pytorch_lightning.utilities.",
                                                     // lists and dictionaries of TorchScript, beside the tensors
                                                     "torch.jit._pickle."};

constexpr std::string_view kScriptClasses = "__torch__.";

template <class List>
bool holds(const List& list, std::string_view name) {
    return std::find(std::begin(list), std::end(list), name) != std::end(list);
}

bool isBuiltinType(std::string_view name) {
    for (const std::string_view module : {"builtins.", "__builtin__."})
        if (name.starts_with(module)) return holds(kBuiltinTypes, name.substr(module.size()));
    return false;
}

// torch.float16, torch.int8 ...: a number type by itself.
bool isTorchDtype(std::string_view name) {
    constexpr std::string_view kModule = "torch.";
    return name.starts_with(kModule) &&
           holds(
               std::array<std::string_view, 14>{"float16", "float32", "float64", "bfloat16", "half", "float", "double",
                                                "uint8", "int8", "int16", "int32", "int64", "bool", "complex64"},
               name.substr(kModule.size()));
}

}  // namespace

PickleMeaning meaningOf(std::string_view name) {
    if (name == "torch._utils._rebuild_tensor_v2") return PickleMeaning::Tensor;
    if (name == "torch._utils._rebuild_parameter") return PickleMeaning::Parameter;
    for (const std::string_view dictionary :
         {"collections.OrderedDict", "collections.defaultdict", "builtins.dict", "__builtin__.dict"})
        if (name == dictionary) return PickleMeaning::Dictionary;
    if (dtypeOfStorage(name)) return PickleMeaning::StorageClass;
    if (name.starts_with(kScriptClasses)) return PickleMeaning::ScriptClass;
    const bool known = holds(kPlaceholders, name) || isBuiltinType(name) || isTorchDtype(name) ||
                       std::any_of(std::begin(kPlaceholderFamilies), std::end(kPlaceholderFamilies),
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
