// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/module_adapters.h"

#include "base/error.h"
#include "base/random.h"

#include <cmath>
#include <utility>

namespace recap {
namespace {

// As nn::kaimingUniform, but from a generator of the run: the factors are the same whatever else the program did.
void drawDown(LoraLayers& layers, std::uint64_t seed) {
    const torch::NoGradGuard noGrad;
    auto generator = torch::make_generator<torch::CPUGeneratorImpl>(seed);
    for (auto& [path, layer] : layers) {
        const double bound = 1 / std::sqrt(static_cast<double>(layer.down[0].numel()));
        layer.down.copy_(torch::rand(layer.down.sizes(), generator) * (2 * bound) - bound);
    }
}

}  // namespace

ModuleAdapters::ModuleAdapters(torch::nn::Module& module, const AdapterOptions& options)
    : layers_(freshLora(module, options.targets, options.rank, options.alpha)) {
    if (options.chosen) std::erase_if(layers_, [&](const auto& item) { return !options.chosen(item.first); });
    if (layers_.empty()) {
        std::string list;
        for (const auto& ending : options.targets) list.append(list.empty() ? "" : ", ").append(ending);
        throw Error(ErrorCode::InvalidOption, message("No layer of the trained parts ends with one of: %1.", list));
    }
    drawDown(layers_, options.seed);
    // The adapters' own tensors take the place of the drawn ones: on a GPU they are copies.
    const auto parameters = attachLora(module, layers_);
    std::size_t next = 0;
    for (auto& [path, layer] : layers_) {
        layer.down = parameters[next++];
        layer.up = parameters[next++];
    }
}

NamedParameters ModuleAdapters::named(const std::string& prefix) const {
    NamedParameters out;
    for (const auto& [path, layer] : layers_) {
        out.emplace_back(prefix + path + ".down", layer.down);
        out.emplace_back(prefix + path + ".up", layer.up);
    }
    return out;
}

std::vector<std::pair<torch::Tensor, torch::Tensor>> ModuleAdapters::weightsBehind(
    const torch::nn::Module& module) const {
    std::vector<std::pair<torch::Tensor, torch::Tensor>> out;
    const auto parameters = module.named_parameters();
    for (const auto& [path, layer] : layers_) {
        const auto& weight = parameters[path + ".weight"];
        out.emplace_back(weight, weight.detach().clone());
    }
    return out;
}

void withRestoredWeights(std::vector<std::pair<torch::Tensor, torch::Tensor>> weights,
                         const std::function<void()>& use) {
    const torch::NoGradGuard noGrad;
    const auto restore = [&] {
        for (auto& [weight, value] : weights) weight.copy_(value);
    };
    try {
        use();
    } catch (...) {
        restore();
        throw;
    }
    restore();
}

}  // namespace recap
