// SPDX-License-Identifier: GPL-3.0-or-later
//
// Low-rank adapter files in the dialects found in the world, read into one form keyed by module path.
#pragma once

#include "base/json.h"
#include "base/message.h"
#include "tensor_io/state_dict.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {

struct LoraLayer {
    torch::Tensor down;  // [rank, in] or [rank, in, k, k]
    torch::Tensor up;    // [out, rank] or [out, rank, 1, 1]
    std::optional<double>
        alpha;  // scale = alpha / rank; absent: 1. An alpha of 0 in a file means absent, as in kohya's

    std::int64_t rank() const { return down.size(0); }
    double scale() const { return alpha ? *alpha / static_cast<double>(rank()) : 1.0; }
};

// Module path in the diffusers UNet ("mid_block.attentions.0.proj_in") or the CLIP text encoder
// ("text_model.encoder.layers.0.self_attn.q_proj") -> adapter.
struct LoraWeights {
    std::map<std::string, LoraLayer> unet, text_encoder;
    std::vector<std::string> foreign;  // tensors of the file that belong to no adapter
};

enum class LoraDialect {
    Kohya,      // lora_unet_mid_block_attentions_0_proj_in.lora_down.weight, .alpha
    Peft,       // unet.mid_block.attentions.0.proj_in.lora_A.weight
    Diffusers,  // unet.mid_block.attentions.0.proj_in.lora.down.weight
};

// Module paths that adapters may point to; kohya's names can only be resolved against them.
struct LoraTargets {
    std::vector<std::string> unet, text_encoder;
};

// True when at least one tensor is part of an adapter: low-rank of any dialect, or of a kind that is only known by
// name.
bool isLoraFile(const StateDict& file);
// Kinds of adapters in the file that are no pairs of low-rank factors (LoHa, DoRA ...) with a tensor of each, one
// phrase each; such a file cannot be applied, because the usual part of it alone would be another adapter.
std::vector<Message> otherAdaptersIn(const StateDict& file);
// Reads any dialect, also older attn-processor names (...attn1.processor.to_q_lora.down.weight) and those of diffusers'
// first text encoders (...q_proj.lora_linear_layer.down.weight). Throws Error(BadFormat) that lists up to ten names of
// factors that fit no module of `targets` (or puts all of them into `unmatched`, when given), names a factor without
// its partner, or names what otherAdaptersIn() finds.
LoraWeights loraFromFile(const StateDict& file, const LoraTargets& targets,
                         std::vector<std::string>* unmatched = nullptr);
// The modules that a file speaks of, without a model to ask: dotted names are taken as they are, kohya's are unfolded
// with the list of name parts that UNet and text encoder consist of.
LoraTargets targetsNamedIn(const StateDict& file);
// Sets the alphas that PEFT keeps outside of the tensors, where the file has none: the object under
// "lora_adapter_metadata" in a safetensors file's metadata ("unet.lora_alpha", "unet.alpha_pattern" ...), or an
// adapter_config.json ("lora_alpha" ...).
void applyPeftSettings(LoraWeights& weights, const Json& settings);
// An alpha that is absent is written as the rank in kohya files; in the other dialects, which have no place for it, an
// alpha that differs from the rank is multiplied into `up`.
StateDict fileFromLora(const LoraWeights& weights, LoraDialect dialect);
// What kohya's tools want to find in the file's metadata; empty for the other dialects.
std::map<std::string, std::string> loraMetadata(const LoraWeights& weights, LoraDialect dialect);

}  // namespace recap
