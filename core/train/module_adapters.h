// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/lora.h"
#include "train/optimizer.h"

#include <torch/nn/module.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace recap {

// What adapters are made with.
struct AdapterOptions {
    std::vector<std::string> targets;  // endings of layer names
    std::int64_t rank = 8;
    double alpha = 8;
    std::uint64_t seed = 0;
    // Which of these layers; none: all.
    std::function<bool(const std::string& path)> chosen = {};
};

// Low-rank adapters attached to one module. Copies share them.
class ModuleAdapters {
public:
    ModuleAdapters() = default;  // of no module
    // Fresh adapters: down uniform in +-1/sqrt(inputs) from the seed, up zero. Throws Error(InvalidOption) when the
    // module has no such layer.
    ModuleAdapters(torch::nn::Module& module, const AdapterOptions& options);

    // Live values: they change as training goes on.
    const LoraLayers& layers() const { return layers_; }
    // prefix + "<path>.down" and ".up".
    NamedParameters named(const std::string& prefix) const;
    // Weights of `module` that the adapters change, and copies of their values.
    std::vector<std::pair<torch::Tensor, torch::Tensor>> weightsBehind(const torch::nn::Module& module) const;

private:
    LoraLayers layers_;
};

// Runs `use` while these pairs' first tensors may be changed; they get their values back afterwards, to the bit.
void withRestoredWeights(std::vector<std::pair<torch::Tensor, torch::Tensor>> weights,
                         const std::function<void()>& use);

}  // namespace recap
