// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <torch/nn/module.h>
#include <torch/nn/pimpl.h>

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace recap::nn {

// A list of modules of one type, children "0", "1", ...; items keep their type, unlike torch::nn::ModuleList.
template <class Holder>
class TypedListImpl : public torch::nn::Module {
public:
    Holder& append(Holder item) {
        register_module(std::to_string(items_.size()), item);
        return items_.emplace_back(std::move(item));
    }
    Holder& operator[](std::size_t i) { return items_.at(i); }
    Holder& back() { return items_.back(); }
    std::size_t size() const noexcept { return items_.size(); }
    auto begin() { return items_.begin(); }
    auto end() { return items_.end(); }

private:
    std::vector<Holder> items_;
};

template <class Holder>
class TypedList : public torch::nn::ModuleHolder<TypedListImpl<Holder>> {
public:
    using torch::nn::ModuleHolder<TypedListImpl<Holder>>::ModuleHolder;
};

}  // namespace recap::nn
