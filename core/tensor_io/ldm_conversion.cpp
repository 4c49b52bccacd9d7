// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/ldm_conversion.h"

#include "base/error.h"
#include "tensor_io/key_aliases.h"
#include "tensor_io/ldm_names.h"
#include "tensor_io/weights_kind.h"

#include <torch/types.h>

#include <algorithm>

namespace recap {
namespace {

constexpr std::string_view kUnet = "model.diffusion_model.";
constexpr std::string_view kVae = "first_stage_model.";
constexpr std::string_view kText = "cond_stage_model.transformer.";
constexpr std::string_view kAverage = "model_ema.";

[[noreturn]] void fail(const Message& reason) {
    throw Error(ErrorCode::BadFormat,
                message("The file is not a Stable Diffusion 1.x single-file checkpoint: %1", reason));
}

[[noreturn]] void throwNoAverage(const std::string& name) {
    throw Error(ErrorCode::BadFormat,
                message("The file contains no moving average of '%1'; use its trained weights instead.", name));
}

// What the file is instead, in the words of `recap inspect`.
void requireWholePipeline(const StateDict& file) {
    const auto id = identifyWeights(file);
    if (id.kind == WeightsKind::StableDiffusion1 && id.absent.empty() && id.obstacle.empty()) return;
    if (id.kind == WeightsKind::Unknown) fail(message("it has no tensors '%1...'.", kUnet));
    std::vector<Message> parts{message("by its tensors it is '%1'.", id.name)};
    if (!id.obstacle.empty()) parts.push_back(id.obstacle);
    if (!id.absent.empty()) parts.push_back(message("A picture also needs %1.", partsText(id.absent)));
    if (id.kind == WeightsKind::Lora) parts.push_back(message("An adapter is given beside a model (--lora)."));
    fail(together(parts));
}

bool anyBeginsWith(const StateDict& file, std::string_view prefix) {
    const auto found = file.lower_bound(std::string(prefix));
    return found != file.end() && found->first.starts_with(prefix);
}

// The first down-sampler stands behind the residual blocks of level 0; a single level has none and is counted.
int unetLayers(const StateDict& file) {
    for (int block = 1; block < 1000; ++block) {
        const std::string prefix = std::string(kUnet) + "input_blocks." + std::to_string(block) + ".0.";
        if (file.count(prefix + "op.weight") != 0 || !anyBeginsWith(file, prefix)) return block - 1;
    }
    fail(message("its UNet has too many blocks."));
}

int vaeLevels(const StateDict& file) {
    int levels = 0;
    while (anyBeginsWith(file, std::string(kVae) + "decoder.up." + std::to_string(levels) + ".")) ++levels;
    return levels;
}

// Averages are stored under the name without prefix "model." and without dots.
std::string averageName(std::string_view name) {
    std::string out(kAverage);
    for (const char c : name.substr(std::string_view("model.").size()))
        if (c != '.') out += c;
    return out;
}

bool isVaeAttention(std::string_view ldmName) {
    return ldmName.find(".attn_1.") != std::string_view::npos && ldmName.ends_with(".weight") &&
           ldmName.find(".norm.") == std::string_view::npos;
}

LdmCounts countsOf(const PipelineWeights& weights) {
    LdmCounts counts{0, 0};
    while (anyBeginsWith(weights.unet, "down_blocks.0.resnets." + std::to_string(counts.unet_layers) + "."))
        ++counts.unet_layers;
    while (anyBeginsWith(weights.vae, "decoder.up_blocks." + std::to_string(counts.vae_levels) + "."))
        ++counts.vae_levels;
    return counts;
}

// "up_blocks.2.upsamplers.0.conv.weight" -> does up_blocks.2 have attentions?
bool upBlockAttends(const StateDict& unet, const std::string& name) {
    const auto end = name.find('.', std::string_view("up_blocks.").size());
    return name.starts_with("up_blocks.") && end != std::string::npos &&
           anyBeginsWith(unet, name.substr(0, end) + ".attentions.");
}

void insertNamed(StateDict& out, const std::string& prefix, const std::string& converted, const std::string& name,
                 const torch::Tensor& tensor) {
    if (converted.empty())
        throw Error(ErrorCode::BadFormat, message("Tensor '%1' has no place in the single-file layout.", name));
    out[prefix + converted] = tensor;
}

}  // namespace

bool isLdmFile(const StateDict& file) {
    return anyBeginsWith(file, kUnet) && anyBeginsWith(file, kVae) && anyBeginsWith(file, kText);
}

PipelineWeights pipelineFromLdm(const StateDict& file, LdmWeights choice) {
    requireWholePipeline(file);
    const LdmCounts counts{unetLayers(file), vaeLevels(file)};
    PipelineWeights out;
    for (const auto& [name, tensor] : file) {
        const std::string_view view = name;
        std::string converted;
        if (view.starts_with(kUnet)) {
            converted = unetNameFromLdm(view.substr(kUnet.size()), counts);
            const auto average = choice == LdmWeights::Average ? file.find(averageName(view)) : file.end();
            if (choice == LdmWeights::Average && average == file.end()) throwNoAverage(name);
            if (!converted.empty()) out.unet[converted] = choice == LdmWeights::Average ? average->second : tensor;
        } else if (view.starts_with(kVae)) {
            converted = vaeNameFromLdm(view.substr(kVae.size()), counts);
            if (!converted.empty())
                out.vae[converted] = isVaeAttention(view) && tensor.dim() == 4 ? tensor.flatten(1) : tensor;
        } else if (view.starts_with(kText) && !view.ends_with("position_ids")) {
            converted = view.substr(kText.size());
            out.text_encoder[converted] = tensor;
        }
        if (converted.empty()) out.ignored.push_back(name);
    }
    out.text_encoder = withCurrentClipTextNames(std::move(out.text_encoder));
    return out;
}

StateDict ldmFromPipeline(const PipelineWeights& weights) {
    const LdmCounts counts = countsOf(weights);
    StateDict out;
    for (const auto& [name, tensor] : weights.unet)
        insertNamed(out, std::string(kUnet), ldmNameFromUnet(name, counts, upBlockAttends(weights.unet, name)), name,
                    tensor);
    for (const auto& [name, tensor] : weights.vae) {
        const std::string converted = ldmNameFromVae(name, counts);
        const bool matrix = isVaeAttention(converted) && tensor.dim() == 2;
        insertNamed(out, std::string(kVae), converted, name, matrix ? tensor.unsqueeze(-1).unsqueeze(-1) : tensor);
    }
    for (const auto& [name, tensor] : weights.text_encoder) insertNamed(out, std::string(kText), name, name, tensor);
    return out;
}

}  // namespace recap
