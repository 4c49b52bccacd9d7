// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/key_aliases.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace recap {
namespace {

using Alias = std::pair<std::string_view, std::string_view>;  // old part, current part; both below ".attentions.<n>."

constexpr std::array<Alias, 4> kVaeAttention{
    {{".query.", ".to_q."}, {".key.", ".to_k."}, {".value.", ".to_v."}, {".proj_attn.", ".to_out.0."}}};
constexpr std::array<std::string_view, 1> kPositionIds{"position_ids"};
constexpr std::array<std::string_view, 3> kBlipIgnored{"position_ids", "cls.predictions.decoder.weight",
                                                       "cls.predictions.decoder.bias"};
constexpr std::array<std::string_view, 1> kBatchCounts{".num_batches_tracked"};
constexpr std::array<std::string_view, 4> kVaeMatrices{".to_q.weight", ".to_k.weight", ".to_v.weight",
                                                       ".to_out.0.weight"};

template <class List>
void dropEndings(StateDict& weights, const List& endings) {
    std::erase_if(weights, [&](const auto& item) {
        return std::any_of(endings.begin(), endings.end(),
                           [&](std::string_view ending) { return std::string_view(item.first).ends_with(ending); });
    });
}

std::string currentVaeName(std::string name) {
    if (name.find(".attentions.") == std::string::npos) return name;
    for (const auto& [old, current] : kVaeAttention) {
        const auto at = name.find(old);
        if (at != std::string::npos) return name.replace(at, old.size(), current);
    }
    return name;
}

bool isVaeMatrix(std::string_view name) {
    return name.find(".attentions.") != std::string_view::npos &&
           std::any_of(kVaeMatrices.begin(), kVaeMatrices.end(), [&](auto ending) { return name.ends_with(ending); });
}

}  // namespace

StateDict withCurrentVaeNames(StateDict weights) {
    StateDict out;
    for (auto& [name, tensor] : weights) {
        const std::string current = currentVaeName(name);
        const bool convolution = tensor.dim() == 4 && tensor.size(2) == 1 && tensor.size(3) == 1;
        out[current] = isVaeMatrix(current) && convolution ? tensor.flatten(1) : tensor;
    }
    return out;
}

StateDict withCurrentClipTextNames(StateDict weights) {
    dropEndings(weights, kPositionIds);
    StateDict out;
    for (auto& [name, tensor] : weights) {
        const bool bare =
            name.starts_with("embeddings.") || name.starts_with("encoder.") || name.starts_with("final_layer_norm.");
        out[bare ? "text_model." + name : name] = tensor;
    }
    return out;
}

StateDict withCurrentClipNames(StateDict weights) {
    dropEndings(weights, kPositionIds);
    return weights;
}

StateDict withCurrentBlipNames(StateDict weights) {
    dropEndings(weights, kBlipIgnored);
    return weights;
}

StateDict withoutBatchCounts(StateDict weights) {
    dropEndings(weights, kBatchCounts);
    return weights;
}

}  // namespace recap
