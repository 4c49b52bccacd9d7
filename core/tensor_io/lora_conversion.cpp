// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/lora_conversion.h"

#include "base/error.h"
#include "base/json.h"
#include "tensor_io/load_report.h"
#include "tensor_io/lora_names.h"

#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace recap {
namespace {

const std::string kKohyaUnet = "lora_unet_", kKohyaText = "lora_te_";

// Every spelling of a target module -> where its adapter belongs.
class TargetIndex {
public:
    struct Place {
        bool text = false;
        std::string path;
    };

    explicit TargetIndex(const LoraTargets& targets) {
        for (const auto& path : targets.unet) {
            for (const char* prefix : {"unet.", ""}) places_[prefix + path] = {false, path};
            places_[kKohyaUnet + folded(path)] = {false, path};
        }
        for (const auto& path : targets.text_encoder) {
            for (const char* prefix : {"text_encoder.", ""}) places_[prefix + path] = {true, path};
            constexpr std::string_view kTower = "text_model.";
            if (path.starts_with(kTower)) places_["text_encoder." + path.substr(kTower.size())] = {true, path};
            for (const char* prefix : {"lora_te_", "lora_te1_"}) places_[prefix + folded(path)] = {true, path};
        }
    }

    const Place* find(const std::string& module) const {
        const auto found = places_.find(module);
        return found == places_.end() ? nullptr : &found->second;
    }

    static std::string folded(std::string path) {
        std::replace(path.begin(), path.end(), '.', '_');
        return path;
    }

private:
    std::map<std::string, Place> places_;
};

void store(LoraLayer& layer, LoraFactor factor, const torch::Tensor& tensor) {
    switch (factor) {
        case LoraFactor::Down: layer.down = tensor; return;
        case LoraFactor::Up: layer.up = tensor; return;
        case LoraFactor::Alpha: {
            const double alpha = tensor.to(torch::kFloat64).item<double>();
            if (alpha != 0.0) layer.alpha = alpha;  // kohya's own loader takes the rank for zero
            return;
        }
    }
}

void requirePairs(const std::map<std::string, LoraLayer>& layers) {
    for (const auto& [path, layer] : layers) {
        if (!layer.down.defined() || !layer.up.defined())
            throw Error(ErrorCode::BadFormat, message("The adapter of '%1' lacks one of its two factors.", path));
        if (layer.down.dim() < 2 || layer.up.dim() < 2 || layer.up.size(1) != layer.down.size(0))
            throw Error(ErrorCode::BadFormat,
                        message("The two factors of the adapter of '%1' do not fit together.", path));
    }
}

[[noreturn]] void throwUnknown(const std::vector<std::string>& names) {
    throw Error(ErrorCode::BadFormat, message("%1 tensors of the adapter file fit no layer of the model: %2.",
                                              names.size(), firstNames(names)));
}

void requireLowRank(const StateDict& file) {
    const auto others = otherAdaptersIn(file);
    if (others.empty()) return;
    throw Error(ErrorCode::BadFormat, message("The file holds adapters of a kind that is not supported: %1. Convert "
                                              "them to LoRA with the program that made them.",
                                              listOf(others)));
}

void writeLayer(StateDict& out, const std::string& module, const LoraLayer& layer, LoraDialect dialect) {
    if (dialect == LoraDialect::Kohya) {
        out[module + ".lora_down.weight"] = layer.down;
        out[module + ".lora_up.weight"] = layer.up;
        out[module + ".alpha"] =
            torch::tensor(layer.alpha.value_or(static_cast<double>(layer.rank())), layer.down.dtype());
        return;
    }
    const bool peft = dialect == LoraDialect::Peft;
    out[module + (peft ? ".lora_A.weight" : ".lora.down.weight")] = layer.down;
    out[module + (peft ? ".lora_B.weight" : ".lora.up.weight")] =
        layer.scale() == 1.0 ? layer.up : layer.up * layer.scale();
}

}  // namespace

bool isLoraFile(const StateDict& file) {
    return std::any_of(file.begin(), file.end(), [](const auto& item) {
        const auto parsed = parseLoraName(item.first);
        return (parsed && parsed->factor != LoraFactor::Alpha) || !otherAdapterKind(item.first).empty();
    });
}

std::vector<Message> otherAdaptersIn(const StateDict& file) {
    struct Found {
        Message kind = {};
        std::size_t count = 0;
        std::string first = {};
    };
    std::map<std::string, Found> kinds;
    for (const auto& item : file) {
        const auto kind = otherAdapterKind(item.first);
        if (kind.empty()) continue;
        auto& found = kinds[kind.text];
        if (found.count++ == 0) found = {kind, 1, item.first};
    }
    std::vector<Message> phrases;
    for (const auto& [name, found] : kinds)
        phrases.push_back(
            message("%1 (%2 of %3 tensors, the first is '%4')", found.kind, found.count, file.size(), found.first));
    return phrases;
}

LoraWeights loraFromFile(const StateDict& file, const LoraTargets& targets, std::vector<std::string>* unmatched) {
    requireLowRank(file);
    const TargetIndex index(targets);
    LoraWeights out;
    std::vector<std::string> unknown;
    for (const auto& [name, tensor] : file) {
        const auto parsed = parseLoraName(name);
        if (!parsed) {
            out.foreign.push_back(name);
            continue;
        }
        if (const auto* place = index.find(parsed->module))
            store((place->text ? out.text_encoder : out.unet)[place->path], parsed->factor, tensor);
        else
            unknown.push_back(name);
    }
    if (unmatched != nullptr)
        *unmatched = std::move(unknown);
    else if (!unknown.empty())
        throwUnknown(unknown);
    requirePairs(out.unet);
    requirePairs(out.text_encoder);
    return out;
}

LoraTargets targetsNamedIn(const StateDict& file) {
    LoraTargets targets;
    for (const auto& item : file) {
        const auto parsed = parseLoraName(item.first);
        if (!parsed) continue;
        if (const auto place = placeNamedBy(parsed->module))
            (place->text ? targets.text_encoder : targets.unet).push_back(place->path);
    }
    return targets;
}

namespace {

double numberOr(const Json& json, const std::string& name, double otherwise) {
    return json.contains(name) && json[name].is_number() ? json[name].get<double>() : otherwise;
}

// The alpha that PEFT uses for a layer: a pattern that the layer's path ends with, else the common one.
double peftAlpha(const Json& settings, const std::string& prefix, const std::string& path, double common) {
    const auto patterns = settings.find(prefix + "alpha_pattern");
    if (patterns == settings.end() || !patterns->is_object()) return common;
    for (const auto& [pattern, alpha] : patterns->items())
        if (alpha.is_number() && (path == pattern || path.ends_with("." + pattern))) return alpha.get<double>();
    return common;
}

void applyPeft(std::map<std::string, LoraLayer>& layers, const Json& settings, const std::string& prefix) {
    const double common = numberOr(settings, prefix + "lora_alpha", 0);
    const auto stabilised = settings.find(prefix + "use_rslora");
    for (auto& [path, layer] : layers) {
        const double alpha = peftAlpha(settings, prefix, path, common);
        if (layer.alpha || alpha == 0) continue;
        // Rank-stabilised adapters divide by the root of the rank.
        const bool root = stabilised != settings.end() && *stabilised == true;
        layer.alpha = root ? alpha * std::sqrt(static_cast<double>(layer.rank())) : alpha;
    }
}

}  // namespace

void applyPeftSettings(LoraWeights& weights, const Json& settings) {
    if (!settings.is_object()) return;
    applyPeft(weights.unet, settings, settings.contains("lora_alpha") ? "" : "unet.");
    applyPeft(weights.text_encoder, settings, settings.contains("lora_alpha") ? "" : "text_encoder.");
}

StateDict fileFromLora(const LoraWeights& weights, LoraDialect dialect) {
    const bool kohya = dialect == LoraDialect::Kohya;
    StateDict out;
    for (const auto& [path, layer] : weights.unet)
        writeLayer(out, kohya ? kKohyaUnet + TargetIndex::folded(path) : "unet." + path, layer, dialect);
    for (const auto& [path, layer] : weights.text_encoder)
        writeLayer(out, kohya ? kKohyaText + TargetIndex::folded(path) : "text_encoder." + path, layer, dialect);
    return out;
}

std::map<std::string, std::string> loraMetadata(const LoraWeights& weights, LoraDialect dialect) {
    const auto& layers = weights.unet.empty() ? weights.text_encoder : weights.unet;
    if (dialect != LoraDialect::Kohya || layers.empty()) return {};
    const LoraLayer& first = layers.begin()->second;
    const double alpha = first.alpha.value_or(static_cast<double>(first.rank()));
    return {{"ss_v2", "False"},
            {"ss_base_model_version", "sd_v1"},
            {"ss_network_module", "networks.lora"},
            {"ss_network_dim", std::to_string(first.rank())},
            {"ss_network_alpha", std::to_string(alpha)},
            {"ss_network_args", "{}"}};
}

}  // namespace recap
