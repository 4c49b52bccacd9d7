// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/clip_text.h"
#include "models/unet_2d_condition.h"
#include "train/diffusion_train_options.h"
#include "train/module_adapters.h"

#include <filesystem>
#include <functional>

namespace recap {

// The adapters of a LoRA run, attached to the modules that it trains. Copies share the adapters.
class LoraAdapters {
public:
    // Fresh adapters on the layers that options.lora_targets names: down uniform in +-1/sqrt(inputs) from the run's
    // seed, up zero. Throws Error(InvalidOption) when a trained part has no such layer.
    LoraAdapters(UNet2DCondition unet, ClipText textEncoder, const DiffusionTrainOptions& options);

    // "unet.lora.<path>.down" and ".up"; "text_encoder.lora...".
    NamedParameters unetParameters() const { return unetAdapters_.named("unet.lora."); }
    NamedParameters textParameters() const { return textAdapters_.named("text_encoder.lora."); }
    // Live values: they change as training goes on.
    const LoraWeights& weights() const { return weights_; }
    // Takes over the values of other adapters on the same layers. Throws Error(ShapeMismatch) when they do not fit;
    // then nothing is changed.
    void assign(const LoraWeights& values);

    // Runs `use` while the adapters are merged into the modules' weights, which are restored to the bit afterwards.
    void whileMerged(const std::function<void()>& use);
    // Writes pytorch_lora_weights.safetensors (diffusers, PEFT) and kohya_lora.safetensors into the folder.
    void save(const std::filesystem::path& folder) const;

private:
    UNet2DCondition unet_;
    ClipText textEncoder_;
    ModuleAdapters unetAdapters_, textAdapters_;
    LoraWeights weights_;  // the same adapters
};

}  // namespace recap
