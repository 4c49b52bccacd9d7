// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/dinov2_names.h"

#include <array>
#include <string_view>
#include <utility>

namespace recap {
namespace {

using Rename = std::pair<std::string_view, std::string_view>;
constexpr std::array<Rename, 5> kBegins{{{"cls_token", "embeddings.cls_token"},
                                         {"mask_token", "embeddings.mask_token"},
                                         {"pos_embed", "embeddings.position_embeddings"},
                                         {"patch_embed.proj.", "embeddings.patch_embeddings.projection."},
                                         {"norm.", "layernorm."}}};
constexpr std::array<Rename, 3> kBlockParts{{{".attn.proj.", ".attention.output.dense."},
                                             {".ls1.gamma", ".layer_scale1.lambda1"},
                                             {".ls2.gamma", ".layer_scale2.lambda1"}}};
constexpr std::array<std::string_view, 3> kProjections{"query", "key", "value"};  // rows of qkv from top to bottom
constexpr std::string_view kBlocks = "blocks.", kQkv = ".attn.qkv.";

std::string layerName(std::string_view name) {
    std::string out(name.substr(kBlocks.size()));
    for (const auto& [old, current] : kBlockParts)
        if (const auto at = out.find(old); at != std::string::npos) out.replace(at, old.size(), current);
    return "encoder.layer." + out;
}

std::string outerName(const std::string& name) {
    for (const auto& [old, current] : kBegins)
        if (name.starts_with(old)) return std::string(current).append(name.substr(old.size()));
    return name;
}

}  // namespace

bool isOriginalDinov2(const StateDict& weights) {
    return weights.count("pos_embed") != 0 && weights.count("blocks.0.ls1.gamma") != 0;
}

StateDict dinov2FromOriginal(const StateDict& weights) {
    StateDict out;
    for (const auto& [name, tensor] : weights) {
        const auto qkv = name.find(kQkv);
        if (!name.starts_with(kBlocks)) {
            out[outerName(name)] = tensor;
        } else if (qkv == std::string::npos || tensor.dim() == 0 || tensor.size(0) % 3 != 0) {
            out[layerName(name)] = tensor;
        } else {
            const auto layer = layerName(name.substr(0, qkv));
            const auto ending = name.substr(qkv + kQkv.size());
            const auto rows = tensor.chunk(3, 0);
            for (std::size_t i = 0; i < kProjections.size(); ++i)
                out[layer + ".attention.attention." + std::string(kProjections[i]) + "." + ending] = rows[i];
        }
    }
    return out;
}

}  // namespace recap
