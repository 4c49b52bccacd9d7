// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/lora_adapters.h"

#include "base/error.h"
#include "base/random.h"
#include "base/unicode.h"
#include "models/lora_targets.h"
#include "tensor_io/safetensors.h"

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

LoraLayers attached(torch::nn::Module& module, const DiffusionTrainOptions& options, const char* part) {
    const double alpha = options.lora_alpha > 0 ? options.lora_alpha : static_cast<double>(options.lora_rank);
    auto layers = freshLora(module, loraTargets(options.lora_targets), options.lora_rank, alpha);
    drawDown(layers, deriveSeed(deriveSeed(static_cast<std::uint64_t>(options.seed), "lora"), part));
    // The adapters' own tensors take the place of the drawn ones: on a GPU they are copies.
    const auto parameters = attachLora(module, layers);
    std::size_t next = 0;
    for (auto& [path, layer] : layers) {
        layer.down = parameters[next++];
        layer.up = parameters[next++];
    }
    return layers;
}

void requireSameLayers(const LoraLayers& ours, const LoraLayers& theirs) {
    bool same = ours.size() == theirs.size();
    for (const auto& [path, layer] : ours) {
        const auto it = theirs.find(path);
        same = same && it != theirs.end() && it->second.down.sizes() == layer.down.sizes() &&
               it->second.up.sizes() == layer.up.sizes() && it->second.scale() == layer.scale();
        if (!same)
            throw Error(
                ErrorCode::ShapeMismatch,
                message("The adapters do not fit this run: '%1' is missing or has a different rank or scale.", path));
    }
    if (!same)
        throw Error(ErrorCode::ShapeMismatch,
                    message("The adapters do not fit this run: they have additional layers."));
}

void copyLayers(LoraLayers& ours, const LoraLayers& theirs) {
    for (auto& [path, layer] : ours) {
        layer.down.copy_(theirs.at(path).down);
        layer.up.copy_(theirs.at(path).up);
    }
}

std::vector<std::pair<torch::Tensor, torch::Tensor>> weightsBehind(const torch::nn::Module& module,
                                                                   const LoraLayers& layers) {
    std::vector<std::pair<torch::Tensor, torch::Tensor>> out;
    const auto parameters = module.named_parameters();
    for (const auto& [path, layer] : layers) {
        const auto& weight = parameters[path + ".weight"];
        out.emplace_back(weight, weight.detach().clone());
    }
    return out;
}

}  // namespace

LoraAdapters::LoraAdapters(UNet2DCondition unet, ClipText textEncoder, const DiffusionTrainOptions& options)
    : unet_(std::move(unet)), textEncoder_(std::move(textEncoder)) {
    if (options.train_parts != "text_encoder") weights_.unet = attached(*unet_, options, "unet");
    if (options.train_parts != "unet") weights_.text_encoder = attached(*textEncoder_, options, "text_encoder");
}

NamedParameters LoraAdapters::named(const std::string& prefix, const LoraLayers& layers) {
    NamedParameters out;
    for (const auto& [path, layer] : layers) {
        out.emplace_back(prefix + path + ".down", layer.down);
        out.emplace_back(prefix + path + ".up", layer.up);
    }
    return out;
}

void LoraAdapters::assign(const LoraWeights& values) {
    requireSameLayers(weights_.unet, values.unet);
    requireSameLayers(weights_.text_encoder, values.text_encoder);
    const torch::NoGradGuard noGrad;
    copyLayers(weights_.unet, values.unet);
    copyLayers(weights_.text_encoder, values.text_encoder);
}

void LoraAdapters::whileMerged(const std::function<void()>& use) {
    const torch::NoGradGuard noGrad;
    auto before = weightsBehind(*unet_, weights_.unet);
    for (auto& pair : weightsBehind(*textEncoder_, weights_.text_encoder)) before.push_back(pair);
    const auto restore = [&] {
        for (auto& [weight, value] : before) weight.copy_(value);
    };
    try {
        mergeLora(*unet_, weights_.unet);
        mergeLora(*textEncoder_, weights_.text_encoder);
        use();
    } catch (...) {
        restore();
        throw;
    }
    restore();
}

void LoraAdapters::save(const std::filesystem::path& folder) const {
    for (const auto& [dialect, name] : {std::pair{LoraDialect::Peft, "pytorch_lora_weights.safetensors"},
                                        std::pair{LoraDialect::Kohya, "kohya_lora.safetensors"}}) {
        const torch::NoGradGuard noGrad;
        saveSafetensors(folder / name, fileFromLora(weights_, dialect), loraMetadata(weights_, dialect));
    }
}

}  // namespace recap
