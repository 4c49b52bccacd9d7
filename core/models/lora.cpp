// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/lora.h"

#include "base/error.h"
#include "models/lora_targets.h"
#include "nn/initialisers.h"
#include "nn/layers.h"

#include <torch/nn/module.h>
#include <torch/types.h>
#include <torch/utils.h>

#include <algorithm>
#include <sstream>

namespace recap {
namespace {

std::map<std::string, nn::AdaptableLayer*> adaptableLayers(const torch::nn::Module& module) {
    std::map<std::string, nn::AdaptableLayer*> out;
    for (const auto& item : module.named_modules("", false))
        if (auto* layer = dynamic_cast<nn::AdaptableLayer*>(item.value().get())) out[item.key()] = layer;
    return out;
}

struct Attachment {
    nn::AdaptableLayer* layer;
    const LoraLayer* weights;
};

// Checks everything before anything is changed.
std::vector<Attachment> resolve(const torch::nn::Module& module, const LoraLayers& layers) {
    const auto known = adaptableLayers(module);
    std::vector<Attachment> out;
    for (const auto& [path, weights] : layers) {
        const auto found = known.find(path);
        if (found == known.end())
            throw Error(ErrorCode::BadFormat, message("The model has no layer '%1' for an adapter.", path));
        const auto shape = found->second->weightShape();
        if (weights.up.size(0) != shape[0] || weights.down.size(1) != shape[1]) {
            throw Error(ErrorCode::ShapeMismatch,
                        message("The adapter of '%1' changes a weight of %2 x %3, but the model's has shape %4.", path,
                                weights.up.size(0), weights.down.size(1), c10::str(shape)));
        }
        out.push_back({found->second, &weights});
    }
    return out;
}

}  // namespace

std::vector<std::string> adaptablePaths(const torch::nn::Module& module) {
    std::vector<std::string> out;
    for (const auto& item : adaptableLayers(module)) out.push_back(item.first);
    return out;
}

LoraLayers freshLora(const torch::nn::Module& module, const std::vector<std::string>& endings, std::int64_t rank,
                     double alpha) {
    LoraLayers out;
    for (const auto& [path, layer] : adaptableLayers(module)) {
        if (!isLoraTarget(path, endings)) continue;
        const auto shape = layer->weightShape();
        auto downShape = shape.vec(), upShape = shape.vec();
        downShape[0] = rank;
        upShape[1] = rank;
        for (std::size_t i = 2; i < upShape.size(); ++i) upShape[i] = 1;  // the kernel's extent belongs to `down`
        out[path] = {nn::kaimingUniform(downShape), nn::filled(upShape, 0.0), alpha};
    }
    if (out.empty()) {
        std::string list;
        for (const auto& ending : endings) list += (list.empty() ? "" : ", ") + ending;
        throw Error(ErrorCode::InvalidOption, message("No layer of the model ends with one of: %1.", list));
    }
    return out;
}

std::vector<torch::Tensor> attachLora(torch::nn::Module& module, const LoraLayers& layers, double strength) {
    std::vector<torch::Tensor> parameters;
    for (const auto& [layer, weights] : resolve(module, layers)) {
        const auto kind = layer->adaptedWeight().options();  // files in half precision serve models in full precision
        const auto adapter = std::make_shared<nn::LowRankImpl>(weights->down.to(kind), weights->up.to(kind),
                                                               strength * weights->scale());
        layer->adapters.attach(adapter);
        parameters.push_back(adapter->down);
        parameters.push_back(adapter->up);
    }
    return parameters;
}

void detachLora(torch::nn::Module& module) {
    for (const auto& item : adaptableLayers(module)) item.second->adapters.clear();
}

void mergeLora(torch::nn::Module& module, const LoraLayers& layers, double strength) {
    const torch::NoGradGuard noGrad;
    for (const auto& [layer, weights] : resolve(module, layers)) {
        torch::Tensor& weight = layer->adaptedWeight();
        const nn::LowRankImpl adapter(weights->down.to(weight.options()), weights->up.to(weight.options()),
                                      strength * weights->scale());
        weight.add_(adapter.weightChange(weight.sizes()));
    }
}

}  // namespace recap
