// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/detr_names.h"

#include "tensor_io/key_aliases.h"

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recap {
namespace {

constexpr std::string_view kBackbone = "model.backbone.conv_encoder.model.";
constexpr std::string_view kEmbedder = "embedder.embedder.", kStages = "encoder.stages.";

std::vector<std::string_view> parts(std::string_view name) {
    std::vector<std::string_view> out;
    while (true) {
        const auto dot = name.find('.');
        out.push_back(name.substr(0, dot));
        if (dot == std::string_view::npos) return out;
        name.remove_prefix(dot + 1);
    }
}

// "2" -> "3"
std::string oneMore(std::string_view number) {
    int value = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), value);
    return read.ec == std::errc() && value >= 0 && value < 1000 ? std::to_string(value + 1) : std::string(number);
}

// S.layers.L.shortcut.convolution.weight, S.layers.L.layer.I.normalization.bias; empty for other names.
std::string blockName(std::string_view rest) {
    const auto part = parts(rest);
    const std::size_t kind = part.size() < 2 ? 0 : part.size() - 2;
    if (part.size() < 6 || part[1] != "layers" || (part[kind] != "convolution" && part[kind] != "normalization"))
        return {};
    const bool convolution = part[kind] == "convolution";
    std::string name = "layer";
    name.append(oneMore(part[0])).append(".").append(part[2]).append(".");
    if (part[3] == "shortcut")
        name.append("downsample.").append(convolution ? "0" : "1");
    else if (part[3] == "layer" && part.size() == 7)
        name.append(convolution ? "conv" : "bn").append(oneMore(part[4]));
    else
        return {};
    return name.append(".").append(part.back());
}

std::string currentName(const std::string& name) {
    if (!name.starts_with(kBackbone)) return name;
    const std::string_view rest = std::string_view(name).substr(kBackbone.size());
    std::string current;
    if (rest.starts_with(kStages)) current = blockName(rest.substr(kStages.size()));
    for (const auto& [old, now] : {std::pair<std::string_view, std::string_view>{"convolution.", "conv1."},
                                   std::pair<std::string_view, std::string_view>{"normalization.", "bn1."}})
        if (rest.starts_with(kEmbedder) && rest.substr(kEmbedder.size()).starts_with(old))
            current = std::string(now).append(rest.substr(kEmbedder.size() + old.size()));
    return current.empty() ? name : std::string(kBackbone) + current;
}

}  // namespace

StateDict withCurrentDetrNames(StateDict weights) {
    StateDict out;
    for (auto& [name, tensor] : withoutBatchCounts(std::move(weights))) out[currentName(name)] = tensor;
    return out;
}

}  // namespace recap
