// SPDX-License-Identifier: GPL-3.0-or-later
//
// The values that a pickle of tensors can hold, as plain data. Nothing here can call anything.
#pragma once

#include <torch/types.h>

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace recap {

struct PickleValue {
    enum class Kind {
        None,
        Bool,
        Int,
        Float,
        Text,
        List,     // list, tuple or set: `items`
        Dict,     // `items` holds key, value, key, value ...
        Global,   // the name of a Python object, "module.name" in `text`
        Storage,  // `text`: entry of the archive, `number`: elements, `dtype`
        Tensor,
        Object,  // a module of TorchScript: `items` holds attribute, value, attribute, value ...
        Inert,   // an object of a harmless class that is no tensor; its contents are not kept
        Mark,
    };

    Kind kind = Kind::None;
    std::int64_t number = 0;  // Bool, Int, Storage
    double real = 0;
    std::string text;
    std::vector<PickleValue*> items;
    torch::ScalarType dtype = torch::kFloat32;
    torch::Tensor tensor;
};

// Owns the values of one file; they may refer to one another in circles.
class PickleValues {
public:
    PickleValue* make(PickleValue::Kind kind) {
        auto& value = values_.emplace_back();
        value.kind = kind;
        return &value;
    }

private:
    std::deque<PickleValue> values_;
};

}  // namespace recap
