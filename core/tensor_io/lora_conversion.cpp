// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/lora_conversion.h"

#include "base/error.h"

#include <torch/torch.h>

#include <algorithm>
#include <array>
#include <utility>

namespace recap {
namespace {

enum class Factor { Down, Up, Alpha };

constexpr std::array<std::pair<std::string_view, Factor>, 9> kFactorEndings{{{".lora_down.weight", Factor::Down},
                                                                             {".lora_up.weight", Factor::Up},
                                                                             {".lora_A.weight", Factor::Down},
                                                                             {".lora_B.weight", Factor::Up},
                                                                             {".lora.down.weight", Factor::Down},
                                                                             {".lora.up.weight", Factor::Up},
                                                                             {"_lora.down.weight", Factor::Down},
                                                                             {"_lora.up.weight", Factor::Up},
                                                                             {".alpha", Factor::Alpha}}};

struct ParsedName {
    std::string module;  // as the file spells it
    Factor factor = Factor::Down;
};

std::optional<ParsedName> parseName(std::string_view name) {
    for (const auto& [ending, factor] : kFactorEndings)
        if (name.ends_with(ending)) return ParsedName{std::string(name.substr(0, name.size() - ending.size())), factor};
    return std::nullopt;
}

void replaceEnding(std::string& text, std::string_view ending, std::string_view by) {
    if (text.ends_with(ending)) text.replace(text.size() - ending.size(), ending.size(), by);
}

// Older spellings: "attn1.processor.to_q" and "to_out" for the UNet, "self_attn.to_q" for the text encoder.
std::string currentModuleName(std::string module) {
    constexpr std::string_view kProcessor = ".processor";
    const auto processor = module.find(std::string(kProcessor) + ".");
    if (processor != std::string::npos) module.erase(processor, kProcessor.size());
    if (module.find(".self_attn.") != std::string::npos) {
        for (const auto& [old, current] :
             {std::pair{".to_q", ".q_proj"}, {".to_k", ".k_proj"}, {".to_v", ".v_proj"}, {".to_out", ".out_proj"}})
            replaceEnding(module, old, current);
    } else {
        replaceEnding(module, ".to_out", ".to_out.0");
    }
    return module;
}

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
            places_["lora_unet_" + folded(path)] = {false, path};
        }
        for (const auto& path : targets.text_encoder) {
            places_["text_encoder." + path] = {true, path};
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

void store(LoraLayer& layer, Factor factor, const torch::Tensor& tensor) {
    switch (factor) {
        case Factor::Down: layer.down = tensor; return;
        case Factor::Up: layer.up = tensor; return;
        case Factor::Alpha: {
            const double alpha = tensor.to(torch::kFloat64).item<double>();
            if (alpha != 0.0) layer.alpha = alpha;  // kohya: zero means absent
            return;
        }
    }
}

void requirePairs(const std::map<std::string, LoraLayer>& layers) {
    for (const auto& [path, layer] : layers) {
        if (!layer.down.defined() || !layer.up.defined())
            throw Error(ErrorCode::BadFormat, "The adapter of '" + path + "' lacks one of its two factors.");
        if (layer.down.dim() < 2 || layer.up.dim() < 2 || layer.up.size(1) != layer.down.size(0))
            throw Error(ErrorCode::BadFormat, "The two factors of the adapter of '" + path + "' do not fit together.");
    }
}

[[noreturn]] void throwUnknown(const std::vector<std::string>& names) {
    std::string list;
    for (std::size_t i = 0; i < std::min<std::size_t>(10, names.size()); ++i)
        list.append(i == 0 ? "" : ", ").append(names[i]);
    throw Error(ErrorCode::BadFormat, std::to_string(names.size()) +
                                          " tensors of the adapter file fit no layer of the model: " + list +
                                          (names.size() > 10 ? ", ..." : "") + ".");
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
    return !file.empty() && std::all_of(file.begin(), file.end(), [](const auto& item) {
        return parseName(item.first).has_value() || item.first.ends_with(".dora_scale");
    });
}

LoraWeights loraFromFile(const StateDict& file, const LoraTargets& targets) {
    const TargetIndex index(targets);
    LoraWeights out;
    std::vector<std::string> unknown;
    for (const auto& [name, tensor] : file) {
        if (name.ends_with(".dora_scale"))
            throw Error(ErrorCode::BadFormat,
                        "Adapters with weight decomposition (DoRA, '" + name + "') are not supported.");
        const auto parsed = parseName(name);
        const auto* place = parsed ? index.find(currentModuleName(parsed->module)) : nullptr;
        if (place == nullptr)
            unknown.push_back(name);
        else
            store((place->text ? out.text_encoder : out.unet)[place->path], parsed->factor, tensor);
    }
    if (!unknown.empty()) throwUnknown(unknown);
    requirePairs(out.unet);
    requirePairs(out.text_encoder);
    return out;
}

StateDict fileFromLora(const LoraWeights& weights, LoraDialect dialect) {
    const bool kohya = dialect == LoraDialect::Kohya;
    StateDict out;
    for (const auto& [path, layer] : weights.unet)
        writeLayer(out, kohya ? "lora_unet_" + TargetIndex::folded(path) : "unet." + path, layer, dialect);
    for (const auto& [path, layer] : weights.text_encoder)
        writeLayer(out, kohya ? "lora_te_" + TargetIndex::folded(path) : "text_encoder." + path, layer, dialect);
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
