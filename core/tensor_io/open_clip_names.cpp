// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/open_clip_names.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace recap {
namespace {

using Rename = std::pair<std::string_view, std::string_view>;
constexpr std::array<Rename, 8> kBegins{
    {{"visual.class_embedding", "vision_model.embeddings.class_embedding"},
     {"visual.positional_embedding", "vision_model.embeddings.position_embedding.weight"},
     {"visual.conv1.", "vision_model.embeddings.patch_embedding."},
     {"visual.ln_pre.", "vision_model.pre_layrnorm."},
     {"visual.ln_post.", "vision_model.post_layernorm."},
     {"token_embedding.", "text_model.embeddings.token_embedding."},
     {"positional_embedding", "text_model.embeddings.position_embedding.weight"},
     {"ln_final.", "text_model.final_layer_norm."}}};
constexpr std::array<Rename, 2> kTowers{{{"visual.transformer.resblocks.", "vision_model.encoder.layers."},
                                         {"transformer.resblocks.", "text_model.encoder.layers."}}};
constexpr std::array<Rename, 5> kBlockParts{{{".ln_1.", ".layer_norm1."},
                                             {".ln_2.", ".layer_norm2."},
                                             {".attn.out_proj.", ".self_attn.out_proj."},
                                             {".mlp.c_fc.", ".mlp.fc1."},
                                             {".mlp.c_proj.", ".mlp.fc2."}}};
constexpr std::array<std::string_view, 3> kProjections{"q_proj", "k_proj", "v_proj"};  // rows from top to bottom
constexpr std::array<std::string_view, 3> kSizes{"context_length", "input_resolution", "vocab_size"};
constexpr std::string_view kFused = ".attn.in_proj_";

bool isConstant(std::string_view name) {
    return name == "attn_mask" || std::find(kSizes.begin(), kSizes.end(), name) != kSizes.end();
}

// Empty for a name outside of the two towers.
std::string blockName(const std::string& name) {
    for (const auto& [old, current] : kTowers) {
        if (!name.starts_with(old)) continue;
        std::string out = std::string(current).append(name.substr(old.size()));
        for (const auto& [part, now] : kBlockParts)
            if (const auto at = out.find(part); at != std::string::npos) out.replace(at, part.size(), now);
        return out;
    }
    return {};
}

std::string outerName(const std::string& name) {
    for (const auto& [old, current] : kBegins) {
        const bool whole = old.back() != '.';
        if (whole ? name == old : name.starts_with(old)) return std::string(current).append(name.substr(old.size()));
    }
    return name;
}

void splitFused(const std::string& block, const torch::Tensor& tensor, StateDict& out) {
    const auto at = block.find(kFused);
    const auto parts = tensor.chunk(3, 0);
    for (std::size_t i = 0; i < kProjections.size(); ++i)
        out[block.substr(0, at) + ".self_attn." + std::string(kProjections[i]) + "." +
            block.substr(at + kFused.size())] = parts[i];
}

}  // namespace

bool isOpenClip(const StateDict& weights) {
    return weights.count("visual.conv1.weight") != 0 && weights.count("transformer.resblocks.0.ln_1.weight") != 0;
}

bool isOpenAiClip(const StateDict& weights) {
    return isOpenClip(weights) &&
           std::all_of(kSizes.begin(), kSizes.end(), [&](auto name) { return weights.count(std::string(name)) != 0; });
}

StateDict clipFromOpenClip(const StateDict& weights) {
    StateDict out;
    for (const auto& [name, tensor] : weights) {
        if (isConstant(name)) continue;
        const auto block = blockName(name);
        if (!block.empty() && block.find(kFused) != std::string::npos && tensor.dim() > 0 && tensor.size(0) % 3 == 0)
            splitFused(block, tensor, out);
        else if (!block.empty())
            out[block] = tensor;
        else if ((name == "visual.proj" || name == "text_projection") && tensor.dim() == 2)
            out[name == "visual.proj" ? "visual_projection.weight" : "text_projection.weight"] = tensor.t();
        else if (name == "logit_scale" && tensor.numel() == 1)
            out[name] = tensor.reshape({});
        else
            out[outerName(name)] = tensor;
    }
    return out;
}

}  // namespace recap
