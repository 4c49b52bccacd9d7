// SPDX-License-Identifier: GPL-3.0-or-later
#include "tensor_io/lora_names.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace recap {
namespace {

constexpr std::array<std::pair<std::string_view, LoraFactor>, 11> kFactorEndings{
    {{".lora_down.weight", LoraFactor::Down},
     {".lora_up.weight", LoraFactor::Up},
     {".lora_A.weight", LoraFactor::Down},
     {".lora_B.weight", LoraFactor::Up},
     {".lora.down.weight", LoraFactor::Down},
     {".lora.up.weight", LoraFactor::Up},
     {"_lora.down.weight", LoraFactor::Down},
     {"_lora.up.weight", LoraFactor::Up},
     {".lora_linear_layer.down.weight", LoraFactor::Down},
     {".lora_linear_layer.up.weight", LoraFactor::Up},
     {".alpha", LoraFactor::Alpha}}};

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

// The parts of module names, longer ones before their beginnings.
constexpr std::array<std::string_view, 44> kNameParts{"transformer_blocks",
                                                      "time_embedding",
                                                      "time_emb_proj",
                                                      "conv_shortcut",
                                                      "downsamplers",
                                                      "down_blocks",
                                                      "upsamplers",
                                                      "attentions",
                                                      "text_model",
                                                      "embeddings",
                                                      "token_embedding",
                                                      "position_embedding",
                                                      "up_blocks",
                                                      "mid_block",
                                                      "self_attn",
                                                      "linear_1",
                                                      "linear_2",
                                                      "conv_out",
                                                      "proj_out",
                                                      "out_proj",
                                                      "resnets",
                                                      "encoder",
                                                      "conv_in",
                                                      "proj_in",
                                                      "q_proj",
                                                      "k_proj",
                                                      "v_proj",
                                                      "to_out",
                                                      "layers",
                                                      "attn1",
                                                      "attn2",
                                                      "conv1",
                                                      "conv2",
                                                      "to_q",
                                                      "to_k",
                                                      "to_v",
                                                      "conv",
                                                      "proj",
                                                      "net",
                                                      "mlp",
                                                      "fc1",
                                                      "fc2",
                                                      "ff",
                                                      "final_layer_norm"};

std::size_t numberLength(std::string_view text) {
    const auto end = std::find_if(text.begin(), text.end(), [](char c) { return c < '0' || c > '9'; });
    return static_cast<std::size_t>(end - text.begin());
}

// Length of the part that `text` begins with and that ends at an underscore or at the end; 0 for none.
std::size_t partLength(std::string_view text) {
    const auto ends = [&](std::size_t length) { return length == text.size() || text[length] == '_'; };
    if (const auto digits = numberLength(text); digits > 0) return ends(digits) ? digits : 0;
    for (const auto part : kNameParts)
        if (text.starts_with(part) && ends(part.size())) return part.size();
    return 0;
}

// "mid_block_attentions_0_proj_in" -> "mid_block.attentions.0.proj_in"
std::optional<std::string> unfolded(std::string_view name) {
    std::string path;
    while (true) {
        const auto length = partLength(name);
        if (length == 0) return std::nullopt;
        path.append(name.substr(0, length));
        if (length == name.size()) return path;
        path += '.';
        name.remove_prefix(length + 1);
    }
}

std::optional<LoraPlace> placeOf(bool text, std::optional<std::string> path) {
    constexpr std::string_view kTower = "text_model.";
    if (!path) return std::nullopt;
    if (text && !path->starts_with(kTower)) path->insert(0, kTower);
    return LoraPlace{text, *path};
}

}  // namespace

std::optional<ParsedLoraName> parseLoraName(std::string_view name) {
    constexpr std::string_view kWrapped = "base_model.model.";  // PEFT's own files
    if (name.starts_with(kWrapped)) name.remove_prefix(kWrapped.size());
    for (const auto& [ending, factor] : kFactorEndings)
        if (name.ends_with(ending))
            return ParsedLoraName{currentModuleName(std::string(name.substr(0, name.size() - ending.size()))), factor};
    return std::nullopt;
}

// What a part of a name says, see LyCORIS and PEFT.
Message otherAdapterKind(std::string_view name) {
    struct Row {
        std::vector<std::string_view> parts;
        Message kind;
        bool common = false;  // words that other files use as well: they count at the end, below an adapter's prefix
    };
    static const std::vector<Row> kRows{
        {{".hada_w1_a", ".hada_w1_b", ".hada_w2_a", ".hada_w2_b", ".hada_t1", ".hada_t2"}, verbatim("LoHa")},
        {{".lokr_w1", ".lokr_w1_a", ".lokr_w1_b", ".lokr_w2", ".lokr_w2_a", ".lokr_w2_b", ".lokr_t2"},
         verbatim("LoKr")},
        {{".lora_mid.weight"}, message("LoCon with Tucker decomposition")},
        {{".dora_scale", ".lora_magnitude_vector"}, verbatim("DoRA")},
        {{".oft_blocks", ".oft_diag", ".oft_r", ".oft_R"}, verbatim("OFT")},
        {{".rescale"}, verbatim("OFT"), true},
        {{".boft_R", ".boft_s"}, verbatim("BOFT")},
        {{".on_input"}, verbatim("IA3"), true},
        {{".ia3_l"}, verbatim("IA3")},
        {{".diff", ".diff_b"}, message("full difference"), true},
        {{".w_norm", ".b_norm"}, message("differences of normalisation layers")},
        {{".a1.weight", ".a2.weight", ".b1.weight", ".b2.weight"}, verbatim("GLoRA"), true},
        {{".vera_lambda_b", ".vera_lambda_d"}, verbatim("VeRA")},
        {{".lora_B.bias", ".lora_up.bias"}, message("LoRA with a bias")},
        {{".scalar"}, message("LoRA with a trained scalar"), true}};
    static constexpr std::string_view kPrefixes[] = {"lora_",         "lycoris_",    "unet.",
                                                     "text_encoder.", "base_model.", "transformer."};
    const bool below = std::any_of(std::begin(kPrefixes), std::end(kPrefixes),
                                   [&](std::string_view prefix) { return name.starts_with(prefix); });
    for (const auto& [parts, kind, common] : kRows) {
        if (common && !below) continue;
        for (const auto part : parts) {
            const auto at = name.find(part);
            if (at == std::string_view::npos) continue;
            // PEFT puts the adapter's own name behind it: ".lora_magnitude_vector.default.weight".
            const auto end = at + part.size();
            if (end == name.size() || (name[end] == '.' && !common)) return kind;
        }
    }
    return {};
}

std::optional<LoraPlace> placeNamedBy(std::string_view module) {
    for (const auto& [prefix, text] :
         {std::pair<std::string_view, bool>{"lora_unet_", false}, {"lora_te1_", true}, {"lora_te_", true}})
        if (module.starts_with(prefix)) return placeOf(text, unfolded(module.substr(prefix.size())));
    for (const auto& [prefix, text] : {std::pair<std::string_view, bool>{"unet.", false}, {"text_encoder.", true}})
        if (module.starts_with(prefix)) return placeOf(text, std::string(module.substr(prefix.size())));
    for (const std::string_view begin :
         {"down_blocks.", "up_blocks.", "mid_block.", "conv_in", "conv_out", "time_embedding."})
        if (module.starts_with(begin)) return placeOf(false, std::string(module));
    if (module.starts_with("text_model.")) return placeOf(true, std::string(module));
    return std::nullopt;
}

}  // namespace recap
