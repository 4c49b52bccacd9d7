// SPDX-License-Identifier: GPL-3.0-or-later
#include "train/lora_adapters.h"

#include "base/error.h"
#include "base/random.h"
#include "models/lora_targets.h"
#include "tensor_io/safetensors.h"

#include <utility>

namespace recap {
namespace {

AdapterOptions adapterOptions(const DiffusionTrainOptions& options, const char* part) {
    return {.targets = loraTargets(options.lora_targets),
            .rank = options.lora_rank,
            .alpha = options.lora_alpha > 0 ? options.lora_alpha : static_cast<double>(options.lora_rank),
            .seed = deriveSeed(deriveSeed(static_cast<std::uint64_t>(options.seed), "lora"), part)};
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

}  // namespace

LoraAdapters::LoraAdapters(UNet2DCondition unet, ClipText textEncoder, const DiffusionTrainOptions& options)
    : unet_(std::move(unet)), textEncoder_(std::move(textEncoder)) {
    if (options.train_parts != "text_encoder") unetAdapters_ = ModuleAdapters(*unet_, adapterOptions(options, "unet"));
    if (options.train_parts != "unet")
        textAdapters_ = ModuleAdapters(*textEncoder_, adapterOptions(options, "text_encoder"));
    weights_.unet = unetAdapters_.layers();
    weights_.text_encoder = textAdapters_.layers();
}

void LoraAdapters::assign(const LoraWeights& values) {
    requireSameLayers(weights_.unet, values.unet);
    requireSameLayers(weights_.text_encoder, values.text_encoder);
    const torch::NoGradGuard noGrad;
    copyLayers(weights_.unet, values.unet);
    copyLayers(weights_.text_encoder, values.text_encoder);
}

void LoraAdapters::whileMerged(const std::function<void()>& use) {
    auto behind = unetAdapters_.weightsBehind(*unet_);
    for (auto& pair : textAdapters_.weightsBehind(*textEncoder_)) behind.push_back(std::move(pair));
    withRestoredWeights(std::move(behind), [&] {
        mergeLora(*unet_, weights_.unet);
        mergeLora(*textEncoder_, weights_.text_encoder);
        use();
    });
}

void LoraAdapters::save(const std::filesystem::path& folder) const {
    for (const auto& [dialect, name] : {std::pair{LoraDialect::Peft, "pytorch_lora_weights.safetensors"},
                                        std::pair{LoraDialect::Kohya, "kohya_lora.safetensors"}}) {
        const torch::NoGradGuard noGrad;
        saveSafetensors(folder / name, fileFromLora(weights_, dialect), loraMetadata(weights_, dialect));
    }
}

}  // namespace recap
