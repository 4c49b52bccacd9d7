// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/blip_names.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace recap {
namespace {

constexpr std::string_view kVision = "visual_encoder.";

using Rename = std::pair<std::string_view, std::string_view>;
constexpr std::array<Rename, 4> kVisionBegins{{{"cls_token", "embeddings.class_embedding"},
                                               {"pos_embed", "embeddings.position_embedding"},
                                               {"patch_embed.proj.", "embeddings.patch_embedding."},
                                               {"norm.", "post_layernorm."}}};
constexpr std::array<Rename, 4> kBlockParts{{{".attn.qkv.", ".self_attn.qkv."},
                                             {".attn.proj.", ".self_attn.projection."},
                                             {".norm1.", ".layer_norm1."},
                                             {".norm2.", ".layer_norm2."}}};

// What only training needs, whatever is trained.
constexpr std::array<std::string_view, 11> kOfTraining{
    "image_queue",       "text_queue",      "queue_ptr",      "ptr_queue",    "idx_queue",      "temp",
    "visual_encoder_m.", "text_encoder_m.", "vision_proj_m.", "text_proj_m.", "text_decoder_m."};
constexpr std::array<std::string_view, 3> kMatching{"vision_proj.", "text_proj.", "itm_head."};

template <class List>
bool beginsAsOneOf(const List& list, std::string_view name) {
    return std::any_of(list.begin(), list.end(), [&](auto begin) { return name.starts_with(begin); });
}

bool isUnused(std::string_view name, BlipPart part) {
    if (beginsAsOneOf(kOfTraining, name)) return true;
    if (name.starts_with("text_encoder.")) return part == BlipPart::Captioner;
    if (name.starts_with("text_decoder.")) return part == BlipPart::Matcher;
    return part != BlipPart::Matcher && beginsAsOneOf(kMatching, name);
}

std::string visionName(std::string_view name) {
    const std::string_view rest = name.substr(kVision.size());
    constexpr std::string_view kBlocks = "blocks.";
    if (rest.starts_with(kBlocks)) {
        std::string block(rest.substr(kBlocks.size()));
        for (const auto& [old, current] : kBlockParts)
            if (const auto at = block.find(old); at != std::string::npos) block.replace(at, old.size(), current);
        return "vision_model.encoder.layers." + block;
    }
    for (const auto& [old, current] : kVisionBegins)
        if (rest.starts_with(old)) return std::string("vision_model.").append(current).append(rest.substr(old.size()));
    return std::string(name);
}

}  // namespace

bool isFirstBlip(const StateDict& weights) {
    const auto found = weights.lower_bound(std::string(kVision));
    return found != weights.end() && found->first.starts_with(kVision);
}

FirstBlip partOfFirstBlip(StateDict weights, BlipPart part) {
    FirstBlip out;
    for (auto& [name, tensor] : weights) {
        if (isUnused(name, part))
            out.left_out.push_back(name);
        else
            out.weights[name.starts_with(kVision) ? visionName(name) : name] = std::move(tensor);
    }
    return out;
}

}  // namespace recap
